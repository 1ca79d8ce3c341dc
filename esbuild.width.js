/**
What the bundle takes for `string-width`. Its tables take longer to load than Node itself to start, and nearly all that
is shown is made of signs that take one column each, whatever stands beside them: those are counted here, and only for
the rest it is loaded.
*/

/** ASCII, Latin letters, dashes, quotes and dots, arrows, lines and blocks, and the signs of the steps. */
const narrow = /^[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{24F}\u{2010}-\u{2027}\u{2039}\u{203A}\u{2190}-\u{2193}\u{2248}\u{2264}\u{2265}\u{2500}-\u{259F}\u{25AA}\u{25B2}\u{25B6}\u{25BC}\u{25C9}\u{25CB}\u{25CF}\u{2713}\u{2714}\u{2717}\u{2718}\u{276E}\u{276F}]*$/v;

// eslint-disable-next-line no-control-regex, regexp/no-control-character -- colours take no columns
const colours = /\u{1B}\[[\d;]*m/gv;

// A function like `string-width`'s; `load` gives that itself, once it is needed.
export function measureWith(load) {
	let measure;
	return (text, options) => {
		if (typeof text === 'string' && options === undefined) {
			const plain = text.includes('\u{1B}') ? text.replaceAll(colours, '') : text;
			if (narrow.test(plain)) {
				return plain.length;
			}
		}

		measure ??= load();
		return measure(text, options);
	};
}

// eslint-disable-next-line unicorn/prefer-module -- bundled, this runs the module's body at the first call, as no import would
export default measureWith(() => require('string-width').default);
