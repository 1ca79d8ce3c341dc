import manifest from '../../package.json' with {type: 'json'};

/** As in package.json; the bundle carries it. */
export const {version} = manifest;
