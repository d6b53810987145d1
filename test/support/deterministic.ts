import fc from 'fast-check';

// The suite is deterministic: the same examples every run. Try others with FC_SEED=1 npm run jest.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_181_205) });

// So is what it prints: CI=true turns colours on, which no terminal is there for.
process.env['NO_COLOR'] ??= '1';
