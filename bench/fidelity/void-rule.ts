// The void rule is put to the test where it has something to find: the loop is blocked and the machine kept busy at random.
import Table from 'cli-table3';
import type { Api } from '../../lib/domain/target.ts';
import type { Rig } from '../../lib/local/rig.ts';
import { latenessBoundMs } from '../../lib/race/judge.ts';
import { shown } from '../figures.ts';
import type { Checked } from './checked.ts';
import { disturbances } from './disturb.ts';
import { openField } from './field.ts';

const HEAD = ['disturbance', 'samples', 'late by more than max(2 ms, 2 %)', 'of these void', 'good', 'of these void'];

/** Of samples that are truly late, how many are void; and of the good ones. As a table to print. */
export async function voidRule(api: Api, size: number, rounds: number, rig: Rig): Promise<string> {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  const field = await openField(api, size);
  try {
    for (const { name, begin } of disturbances) {
      const checked: Checked[] = [];
      for (let round = 0; round < rounds; round++) {
        const end = begin();
        checked.push(...(await field.race(rig, end)).checked);
      }
      const late = checked.filter((each) => each.stampErrorMs > latenessBoundMs(each.ttftMs));
      const good = checked.filter((each) => !late.includes(each));
      table.push([name, checked.length, late.length, voidShare(late), good.length, voidShare(good)]);
    }
  } finally {
    await field.close();
  }
  return `The void rule, ${api}, N=${size}, ${rounds} rounds each:\n${table.toString()}`;
}

function voidShare(checked: readonly Checked[]): string {
  const voided = checked.filter((each) => each.voided).length;
  return checked.length === 0 ? '-' : `${shown((voided / checked.length) * 100)} %`;
}
