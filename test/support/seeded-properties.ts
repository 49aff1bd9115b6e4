import fc from 'fast-check';

/** Every run tries the same inputs, unless another seed is asked for: `SEED=7 npm test`. */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 1) });
