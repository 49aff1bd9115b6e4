/** Days on which no request is to blame. */
import { cpuSearch } from './busy-mechanisms.ts';
import { uploadLeak } from './leak-mechanisms.ts';
import type { OwnJob } from './machine.ts';
import type { Mechanism, Scenario } from './scenario.ts';
import { harmlessBurst } from './site.ts';
import { crawler } from './slow-mechanisms.ts';

/** Nothing happens. */
export const none: Mechanism = ({ background }) => ({
  requests: background,
  otherwise: background,
  jobs: [],
  culprits: [],
  resource: undefined,
});

function ownJob({ from, to, machine, draw }: Scenario): OwnJob {
  return {
    from,
    to,
    bytes: machine.ramBytes * draw.between(0.25, 0.5),
    cores: machine.cores * draw.between(0.1, 0.5),
  };
}

/** A job of the machine takes memory and a processor. */
export const hog: Mechanism = (scenario) => ({
  ...none(scenario),
  jobs: [ownJob(scenario)],
  resource: 'memory',
});

/** The same, while a robot fetches small files, which costs nothing. */
export const hogBurst: Mechanism = (scenario) => {
  const { from, to, rate, draw, background, site } = scenario;
  const more = rate * draw.between(0.5, 2);
  const burst = harmlessBurst({ from, to, rate: more, targetOf: site.cheapTarget }, draw);
  const requests = [...background, ...burst];
  return { ...hog(scenario), requests, otherwise: requests };
};

/** Somebody is to blame who asks another site of the same server, which has a log of its own. */
export const unlogged: Mechanism = (scenario) => {
  const mechanism = scenario.draw.oneOf([crawler, cpuSearch, uploadLeak]);
  const injection = mechanism(scenario);
  const requests = injection.requests.map((one) =>
    one.owner > 0 ? { ...one, log: 'other' as const } : one,
  );
  return { ...injection, requests, culprits: [] };
};
