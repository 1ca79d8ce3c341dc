/** The one form in which roles are compared, shown and kept, whoever wrote them and how: `QA  Lead` is `qa lead`. */
export const normaliseRole = (written: string): string => written.normalize('NFC').replaceAll(/\s+/gv, ' ').trim().toLowerCase();
