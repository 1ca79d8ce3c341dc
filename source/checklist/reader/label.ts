/** A reference's label as it is compared: in any case, with any white space. */
export const normaliseLabel = (label: string): string => label.replaceAll(/[\t\n\r ]+/gv, ' ').replaceAll(/^ | $/gv, '').toLowerCase().toUpperCase();
