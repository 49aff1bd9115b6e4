/** Exit statuses (design.md, section 3): the work was done, something was found, it could not be done. */
export const EXIT_DONE = 0;
export const EXIT_FOUND = 1;
export const EXIT_FAILED = 2;
