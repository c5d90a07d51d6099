const DAY = 24 * 60;

interface Window {
  readonly start: string;
  readonly end: string;
}

export const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Of a row of a stranger, anything may be wrong. */
export const isWindow = (value: unknown): value is Window => {
  const { start, end } = (value ?? {}) as Partial<Window>;
  return [start, end].every((time) => typeof time === "string" && TIME.test(time));
};

/** As PostHog keeps them: what overlaps or touches is one, in the order of the day, and a night goes over midnight. */
export function mergedWindows(windows: readonly Window[]): readonly Window[] {
  if (!windows.every(isWindow)) return windows;
  const blocked = blockedMinutes(windows);
  const out: Window[] = [];
  // From the first minute that is open after one that is not, so that a night is found whole.
  const isStart = (at: number) => blocked[at] && !blocked[(at + DAY - 1) % DAY];
  for (let at = 0; at < DAY; at++) {
    if (!isStart(at)) continue;
    let to = at;
    while (blocked[to % DAY]) to++;
    out.push({ start: clock(at), end: clock(to % DAY) });
  }
  // All day long: not for us to mend.
  return out.length === 0 ? windows : out;
}

/** Whether it would never be checked. */
export const isAlways = (windows: readonly Window[]): boolean => blockedMinutes(windows).every(Boolean);

function blockedMinutes(windows: readonly Window[]): readonly boolean[] {
  const blocked = new Array<boolean>(DAY).fill(false);
  for (const { start, end } of windows)
    for (let at = minutes(start); at !== minutes(end); at = (at + 1) % DAY) blocked[at] = true;
  return blocked;
}

/** In minutes, over midnight where that is meant. */
export const length = ({ start, end }: Window): number => (minutes(end) - minutes(start) + DAY) % DAY;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const clock = (at: number): string =>
  [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, "0")).join(":");
