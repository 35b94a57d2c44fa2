/** A tape of single numbers that differentiates itself: right answers to exercises on gradients, made without any formula. */

interface Entry {
  value: number;
  /** Entries that this one was made of, with the slope by each. */
  from: [Num, number][];
  gradient: number;
}

/** A place on the tape. */
export type Num = number & {readonly place: unique symbol};

/** Records sums, products and functions of numbers; `gradients` walks back. */
export class Tape {
  private readonly entries: Entry[] = [];

  private add(value: number, from: [Num, number][]): Num {
    this.entries.push({value, from, gradient: 0});
    return (this.entries.length - 1) as Num;
  }

  leaf(value: number): Num {
    return this.add(value, []);
  }

  value(a: Num): number {
    return this.entries[a].value;
  }

  sum(...terms: Num[]): Num {
    return this.add(
      terms.reduce((total, one) => total + this.value(one), 0),
      terms.map((one) => [one, 1]),
    );
  }

  times(a: Num, b: Num): Num {
    const [p, q] = [this.value(a), this.value(b)];
    return this.add(p * q, [
      [a, q],
      [b, p],
    ]);
  }

  tanh(a: Num): Num {
    const s = Math.tanh(this.value(a));
    return this.add(s, [[a, 1 - s * s]]);
  }

  sigmoid(a: Num): Num {
    const s = 1 / (1 + Math.exp(-this.value(a)));
    return this.add(s, [[a, s * (1 - s)]]);
  }

  /** ∂ of the last entry by every entry; read it with the places of leaves. */
  gradients(of: Num): (leaf: Num) => number {
    for (const entry of this.entries) entry.gradient = 0;
    this.entries[of].gradient = 1;
    for (const {from, gradient} of [...this.entries].reverse()) {
      for (const [place, slope] of from) this.entries[place].gradient += gradient * slope;
    }
    return (leaf) => this.entries[leaf].gradient;
  }
}
