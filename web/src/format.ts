/** Numbers, shares, days and hours as people write them in the reader's language. */

import type { Meta, Zone } from "./contract";
import type { Counted } from "./words";
import { getLanguage, getLocale } from "./words";

/** A number: whole from 10 on, else with the digits that count. A dash for none. */
export function number(x: number | null | undefined): string {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  const whole = Math.abs(x) >= 10 || Number.isInteger(x);
  const options = whole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(getLocale(), options).format(x).replace("-", "−");
}

/** A number for sentences whose nouns follow it. */
export function counted(x: number | null | undefined, write: (x: number | null | undefined) => string = number): Counted {
  const n = x ?? NaN;
  return { n: Math.abs(n) >= 10 ? Math.round(n) : Number(n.toPrecision(2)), shown: write(x) };
}

/** With so many digits after the point, or the comma. */
export function decimals(x: number | null | undefined, digits = 2): string {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(getLocale(), options).format(x).replace("-", "−");
}

/** The same with its sign, for differences. */
export function signed(x: number | null | undefined): string {
  const text = number(x);
  return x && x > 0 ? `+${text}` : text;
}

/** A share as per cent. */
export function percent(x: number | null | undefined): string {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  const digits = x !== 0 && Math.abs(x) < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(getLocale(), { style: "percent", maximumFractionDigits: digits }).format(x).replace(/\s?%/, "\u202f%");
}

/** Minutes east of UTC at an hour. */
export function minutesAt(zone: Zone, hour: number): number {
  if (typeof zone === "number") return zone;
  return (zone.findLast(([from]) => from <= hour) ?? zone[0])[1];
}

function offsets(zone: Zone): number[] {
  return typeof zone === "number" ? [zone] : zone.map(([, minutes]) => minutes);
}

/** Hours of a run as local dates; `zone` in minutes east of UTC, the scenario's if not given. */
export class Calendar {
  private readonly start: number;

  constructor(private readonly meta: Pick<Meta, "start" | "zone">) {
    this.start = Date.parse(meta.start);
  }

  private date(hour: number, zone: Zone = this.meta.zone): Date {
    return new Date(this.start + hour * 3.6e6 + minutesAt(zone, hour) * 6e4);
  }

  private as(options: Intl.DateTimeFormatOptions, hour: number, zone?: Zone): string {
    const parts = new Intl.DateTimeFormat(getLocale(), { timeZone: "UTC", ...options }).formatToParts(this.date(hour, zone));
    const first = (p: Intl.DateTimeFormatPart) => p.type === "day" && p.value === "1" && getLanguage() === "fr";
    return parts.map((p) => (first(p) ? "1er" : p.value)).join("");
  }

  /** 5 January */
  day(hour: number, zone?: Zone): string {
    return this.as({ day: "numeric", month: "long" }, hour, zone);
  }

  /** 5 Jan */
  shortDay(hour: number, zone?: Zone): string {
    return this.as({ day: "numeric", month: "short" }, hour, zone);
  }

  /** Wed 5 January 2022, 16:00 */
  full(hour: number, zone?: Zone): string {
    return `${this.as({ weekday: "short", day: "numeric", month: "long", year: "numeric" }, hour, zone)}, ${this.time(hour, zone)}`;
  }

  /** 5 Jan, 16:00 */
  moment(hour: number, zone?: Zone): string {
    return `${this.shortDay(hour, zone)}, ${this.time(hour, zone)}`;
  }

  /** 16:00, in every language with 24 hours */
  time(hour: number, zone?: Zone): string {
    const d = this.date(hour, zone);
    return `${String(d.getUTCHours()).padStart(2, "0")}:${String(d.getUTCMinutes()).padStart(2, "0")}`;
  }

  /** 2022-01-05T16:00, as scenarios and addresses write it. */
  stamp(hour: number): string {
    return this.date(hour).toISOString().slice(0, 16);
  }

  /** Day of the year-month-day form, by which outcomes are named. */
  iso(hour: number): string {
    return this.date(hour).toISOString().slice(0, 10);
  }

  /** Hour of a written date, at `noon` of a day without a time; undefined for what is no day, as 2022. */
  hour(text: string | null, at = 12): number | undefined {
    const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text ?? "");
    if (!found) return undefined;
    const ms = Date.parse(`${found[1]}T${found[2] ?? `${String(at).padStart(2, "0")}:00`}:00Z`);
    if (Number.isNaN(ms)) return undefined;
    const hours = offsets(this.meta.zone).map((minutes) => (ms - minutes * 6e4 - this.start) / 3.6e6);
    return hours.find((hour, i) => minutesAt(this.meta.zone, hour) === offsets(this.meta.zone)[i]) ?? hours[0];
  }

  /** A written date for people: 9 January 2022, or the text as it is. */
  written(text: string | null): string {
    const hour = this.hour(text);
    if (hour === undefined) return text ?? "";
    const day = this.as({ day: "numeric", month: "short", year: "numeric" }, hour);
    return text?.includes("T") ? `${day}, ${text.slice(11, 16)}` : day;
  }

  /** Hours at which local days begin. */
  midnights(hours: number): number[] {
    const first = this.iso(0);
    const out = [];
    for (let day = 0; day <= hours / 24 + 1; day++) {
      const t = this.hour(new Date(Date.parse(`${first}T00:00Z`) + day * 8.64e7).toISOString().slice(0, 10), 0);
      if (t !== undefined && t >= 0 && t < hours) out.push(t);
    }
    return out;
  }
}
