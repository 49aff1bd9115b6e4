/** The request of the first post-mortem, eight times, as text and as the tools of the day compress it. */
export const eightLines: string =
  '192.0.2.7 - - [21/Nov/2026:02:33:40 +0000] "GET /php/call.php?page=somearg HTTP/1.0" 200 5105062572\n'.repeat(
    8,
  );

/** Made with gzip 1.12, zstd 1.5.4, bzip2 1.0.8 and xz 5.4.1. */
export const eightLinesCompressed: Readonly<Record<'gzip' | 'zstd' | 'bzip2' | 'xz', Uint8Array>> =
  {
    gzip: Buffer.from(
      'H4sIAAAAAAAAAzO0NNIz0DPSM1fQBcJoI0N9v/wyfSMDIzMrAyMrY2MrEwMFbQMgiFVQcncNUdAvyCjQT07MydEDMuwLEtNTbYvzc1MTi9IVPEJCAvQN9QyUFIwMDBRMDQ1MDcyMTM2NuAxH7Ri1Y4jaAQB906qnIAMAAA==',
      'base64',
    ),
    zstd: Buffer.from(
      'KLUv/WQgAh0DAEJGFhtgjTpAk33c+B9iccjG9OqTeBFJOwkeEASw4XiAN+uMl9Wq/SY+hYrWEIUezuOYIIQHcrKQUZ4kOQ3MKLHNcEjKsO1ALWDLwm7G3MfIlED1RZUqbe7n+0AFAQBkrrMKUWvh7ro=',
      'base64',
    ),
    bzip2: Buffer.from(
      'QlpoOTFBWSZTWUIdh5sAAKvfgEAQUAv/soLBRAoqxtkAMAEYAYZGmmmRhMjBNAYMMjTTTIwmRgmgMBVVT8qfqT8iaJp6NGSM0Ce1KC0foiNwsHMWCQzEhEWg2iwfIgO4/hUah/iYmOAgLwgLBAXiIxFBxGAkIjAbxiLRcJjMZDYFwyEBEfQuERAUFw2CgkKDwPwdRiNY2jIdRAZiQ6Cg8C0UHQehoPQmGYiNBUaCoVGscxMVFB7F3JFOFCQQh2HmwA==',
      'base64',
    ),
    xz: Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AMfAGVdABiOQoh0t0nuvx7vvOHAwsTAmceK2FvP+3YJmTr7xEYTcQN1qJWRajDMMJhd2PmgoUt2HJK0OaW2f6y9hvJ6H43fDZtWfrtpih1uoavzl/PX95KzsehFe22TgnKfDGAgkhwbeRAAAAAAAKRrUtISWhB7AAGBAaAGAACnXz9iscRn+wIAAAAABFla',
      'base64',
    ),
  };

/** 200,000,000 zero bytes in 190 bytes. */
export const bzip2Bomb: Uint8Array = Buffer.from(
  'QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZzL/7xgB9osAIwAACAAAIIAAwzAmqaZKkQbVFSIPF3JFOFCQeFqODAA==',
  'base64',
);
