/** Fewer clients are no crowd: they can be told one by one. */
export const LEAST_CLIENTS = 20;

/** Clients that fetch style sheets and pictures: from this share of them on they are the browsers of people. */
export const WITH_ASSETS = 0.3;
