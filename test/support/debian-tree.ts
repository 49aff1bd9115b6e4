import type { TempFolder } from './temp-folder.ts';

/** The variable of envvars as the configuration names it. */
const LOGS = '$' + '{APACHE_LOG_DIR}';
/** What the folder is called behind `apache2-`, in the shell's words. */
const NAMED = '$' + '{APACHE_CONFDIR##/etc/apache2-}';

/**
 * A configuration of Apache laid out as Debian does: envvars, modules and sites in folders of their own. The default
 * site logs `combined` with a duration behind it to access.log, a shop its own format to shop/access.log.
 * Gives the path of the main file.
 */
export function debianTree(files: TempFolder, folder: string): string {
  const texts = {
    envvars: [
      `if [ "${NAMED}" != "$APACHE_CONFDIR" ] ; then`,
      `\tSUFFIX="-${NAMED}"`,
      'else',
      '\tSUFFIX=',
      'fi',
      'export APACHE_LOG_DIR=/var/log/apache2$SUFFIX',
    ],
    'apache2.conf': [
      '#ServerRoot "/etc/apache2"',
      `ErrorLog ${LOGS}/error.log`,
      'IncludeOptional mods-enabled/*.load',
      'IncludeOptional mods-enabled/*.conf',
      'Include ports.conf',
      String.raw`LogFormat "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D" combined`,
      String.raw`LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O" vhost_short`,
      'IncludeOptional conf-enabled/*.conf',
      'IncludeOptional sites-enabled/*.conf',
    ],
    'ports.conf': ['Listen 80', '<IfModule ssl_module>', '\tListen 443', '</IfModule>'],
    'mods-enabled/mpm_prefork.load': ['LoadModule mpm_prefork_module /usr/lib/m.so'],
    'mods-enabled/mpm_prefork.conf': ['StartServers 5', 'MaxRequestWorkers 150'],
    'conf-enabled/other-vhosts-access-log.conf': [
      `CustomLog ${LOGS}/other_vhosts_access.log vhost_short`,
    ],
    'sites-enabled/000-default.conf': [
      '<VirtualHost *:80>',
      '\tServerName www.example.org',
      `\tCustomLog ${LOGS}/access.log combined`,
      '</VirtualHost>',
    ],
    'sites-enabled/shop.conf': [
      '<VirtualHost *:80>',
      '\tServerName shop.example.org',
      `\tCustomLog ${LOGS}/shop/access.log "%h [%{%s}t] \\"%r\\" %>s %b"`,
      '</VirtualHost>',
    ],
  };
  for (const [name, lines] of Object.entries(texts)) {
    files.file(`${folder}/${name}`, `${lines.join('\n')}\n`);
  }
  return `${files.path}/${folder}/apache2.conf`;
}
