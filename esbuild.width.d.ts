type Measure = (text: string, options?: object) => number;
export function measureWith(load: () => Measure): Measure;
declare const stringWidth: Measure;
export default stringWidth;
