/** What was run, with its arrays: the page asks here and nowhere else. Arrays are row by row, a row
 * for each place (site, region, ...), by hour. */

import type { Case, Meta } from "./contract";
import { getLanguage, known, t } from "./words";

export type Series = Float32Array;

/** An array with one row for each name of its axis. */
export interface Rows {
  rows: number;
  hours: number;
  all: Series;
}

export class Data {
  private sums = new Map<string, Series | undefined>();
  private totals = new Map<string, Series | undefined>();

  constructor(
    readonly meta: Meta,
    private readonly arrays: Map<string, Series>,
  ) {}

  get hours(): number {
    return this.meta.hours;
  }

  case(i: number): Case {
    return this.meta.cases[i];
  }

  /** The array of a variable as it is. */
  raw(name: string): Series | undefined {
    return this.arrays.get(name);
  }

  /** A variable with rows, or a total of such. */
  rows(k: number, layer: string, variable: string): Rows | undefined {
    const key = `${k}.${layer}.${variable}`;
    if (!this.arrays.has(key) && variable in this.meta.totals && !this.totals.has(key))
      this.totals.set(key, this.total(variable, (part) => this.arrays.get(`${k}.${layer}.${part}`)));
    const all = this.arrays.get(key) ?? this.totals.get(key);
    return all && { rows: all.length / this.hours, hours: this.hours, all };
  }

  /** One row of a variable or total: a place's, a site's, ... */
  row(k: number, layer: string, variable: string, i: number): Series | undefined {
    const found = this.rows(k, layer, variable);
    return found?.all.subarray(i * this.hours, (i + 1) * this.hours);
  }

  /** A variable of the country: itself, or the sum over its rows. */
  national(k: number, layer: string, variable: string): Series | undefined {
    const key = `${k}.${layer}.${variable}`;
    if (!this.sums.has(key)) this.sums.set(key, this.sum(k, layer, variable));
    return this.sums.get(key);
  }

  private sum(k: number, layer: string, variable: string): Series | undefined {
    const found = this.rows(k, layer, variable);
    if (!found) return undefined;
    if (found.rows === 1) return found.all;
    const out = new Float32Array(this.hours);
    for (let i = 0; i < found.rows; i++)
      for (let t = 0; t < this.hours; t++) out[t] += found.all[i * this.hours + t];
    return out;
  }

  /** A total of several variables, as Python declares it. */
  private total(variable: string, get: (part: string) => Series | undefined): Series | undefined {
    let out: Series | undefined;
    for (const [part, sign] of Object.entries(this.meta.totals[variable])) {
      const found = get(part);
      if (!found) return undefined;
      out = out ? out.map((x, i) => x + sign * found[i]) : found.map((x) => sign * x);
    }
    return out;
  }

  /** The mean over places by population, of what is no count. */
  mean(k: number, layer: string, variable: string): Series | undefined {
    const found = this.rows(k, layer, variable);
    if (!found) return undefined;
    const people = this.meta.places.population;
    const all = people.reduce((a, b) => a + b, 0);
    const out = new Float32Array(this.hours);
    for (let i = 0; i < found.rows; i++)
      for (let t = 0; t < this.hours; t++) out[t] += (found.all[i * this.hours + t] * people[i]) / all;
    return out;
  }

  /** Quantiles over runs of a national variable, lowest first. */
  bands(k: number, variable: string): Series[] | undefined {
    const all = this.arrays.get(`${k}.bands.${variable}`);
    const n = this.meta.quantiles?.length ?? 0;
    if (!all || !n || all.length !== n * this.hours) return undefined;
    return Array.from({ length: n }, (_, i) => all.subarray(i * this.hours, (i + 1) * this.hours));
  }

  /** Quantiles over runs of one row of a variable of the country: a service's, an actor's, ... */
  rowBands(k: number, variable: string, i: number): Series[] | undefined {
    const all = this.arrays.get(`${k}.bands.${variable}`);
    const n = this.meta.quantiles?.length ?? 0;
    if (!all || !n) return undefined;
    const rows = all.length / (n * this.hours);
    return Array.from({ length: n }, (_, q) => all.subarray((q * rows + i) * this.hours, (q * rows + i + 1) * this.hours));
  }

  /** Quantiles over runs at a place. */
  placeBands(k: number, variable: string, place: number): Series[] | undefined {
    const all = this.arrays.get(`${k}.place_bands.${variable}`);
    const n = this.meta.quantiles?.length ?? 0;
    const places = this.meta.places.name.length;
    if (!all || !n) return undefined;
    return Array.from({ length: n }, (_, i) => {
      const from = (i * places + place) * this.hours;
      return all.subarray(from, from + this.hours);
    });
  }

  /** The name of a place in the reader's language. */
  placeName(i: number): string {
    return this.named(this.meta.places.name[i]);
  }

  regionOf(i: number): string {
    return this.named(this.meta.regions[this.meta.places.region[i]]?.name ?? "");
  }

  /** A name of the scenario in the reader's language, where there is one; else as it was written. */
  named(name: string): string {
    const names = this.meta.names?.[getLanguage()];
    if (!names) return name;
    return names[name] ?? this.rural(name, names) ?? this.site(name, names) ?? name;
  }

  /** What remains of a region outside its settlements. */
  private rural(name: string, names: Record<string, string>): string | undefined {
    const region = /^(.*), rural remainder$/.exec(name)?.[1];
    return region && t("rural", { region: names[region] ?? region });
  }

  /** "Aktau airport": a place and a kind of site. */
  private site(name: string, names: Record<string, string>): string | undefined {
    for (let at = name.lastIndexOf(" "); at > 0; at = name.lastIndexOf(" ", at - 1)) {
      const [place, kind] = [names[name.slice(0, at)], known(`site.kind.${name.slice(at + 1).replaceAll(" ", "_")}`)];
      if (place && kind) return t("site.named", { place, kind });
    }
    return undefined;
  }
}

/** Largest value of a series, 0 of none. */
export function top(series: Series | undefined): number {
  let most = 0;
  if (series) for (const x of series) if (x > most) most = x;
  return most;
}

/** First hour at which a series is largest. */
export function topHour(series: Series): number {
  let at = 0;
  for (let t = 1; t < series.length; t++) if (series[t] > series[at]) at = t;
  return at;
}
