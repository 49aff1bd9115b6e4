/** Values by name. */
export type Variables = ReadonlyMap<string, string>;

/**
 * Puts values in the place of `${NAME}`, and the default where `${NAME?=default}` names none; a name without value
 * stays as it stands. https://httpd.apache.org/docs/2.4/configuring.html#syntax
 */
export function expandVariables(
  text: string,
  variables: Variables,
  onUnknown: (name: string) => void,
): string {
  return text.replace(/\$\{([^}]*)\}/g, (reference, inside: string) => {
    const [name = '', ...defaults] = inside.split('?=');
    const value = variables.get(name) ?? (defaults.length > 0 ? defaults.join('?=') : undefined);
    if (value === undefined) onUnknown(name);
    return value ?? reference;
  });
}

/** `export NAME=value`, or with a default as `: ${NAME:=value}`. */
const ASSIGNMENT =
  /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$|^\s*:\s+"?\$\{([A-Za-z_]\w*):?=([^}]*)\}"?/;

/**
 * The variables that the shell file beside a configuration gives the server: Debian's `envvars`, which `apachectl`
 * reads before it starts httpd. Conditions are not weighed: the last assignment holds, as Debian's empty suffix for
 * the one instance that most hosts have.
 */
export function readEnvironment(text: string): Variables {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', value = '', defaulted, fallback = ''] = ASSIGNMENT.exec(line) ?? [];
    if (defaulted !== undefined) {
      variables.set(defaulted, variables.get(defaulted) ?? shellText(fallback, variables));
    } else if (name !== '') variables.set(name, shellText(value, variables));
  }
  return variables;
}

function shellText(value: string, variables: Variables): string {
  const [, quoted] = /^(["'])(.*)\1/.exec(value)?.slice(1) ?? [];
  const plain = quoted ?? value.replace(/\s.*$/s, '');
  return plain.replace(/\$\{(\w+)[^}]*\}|\$(\w+)/g, (_, braced?: string, bare?: string) => {
    return variables.get(braced ?? bare ?? '') ?? '';
  });
}
