/** True for file names that no repository can hold: absolute ones, those of a home, of a drive or of a host, and those that climb out. */
export const isOutside = (glob: string): boolean => /^(?:[$\/~]|[A-Za-z]:|[a-z][+\-.a-z]*:\/\/)/v.test(glob) || glob.split('/').includes('..');
