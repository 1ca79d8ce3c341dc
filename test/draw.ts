const prime = 2_147_483_647;

/** Numbers that look random and are the same for the same seed (Park and Miller's generator). */
export class Draw {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed % (prime - 1)) + 1;
		// Neighbouring seeds begin alike.
		for (let round = 0; round < 5; round++) {
			this.share();
		}
	}

	/** From 0 up to 1. */
	share(): number {
		this.#state = this.#state * 48_271 % prime;
		return this.#state / prime;
	}

	/** A whole number below the limit. */
	below(limit: number): number {
		return Math.floor(this.share() * limit);
	}

	from<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.below(choices.length)] ?? choices[0];
	}

	/** So many of what is drawn, fewer being likelier. */
	some(most: number, draw: () => string): string[] {
		return Array.from({length: Math.min(this.below(most + 1), this.below(most + 1))}, draw);
	}

	/** How far it is to the next of things that can happen anywhere, and are `mean` apart on average. */
	gap(mean: number): number {
		return -mean * Math.log(1 - this.share());
	}
}
