import assert from 'node:assert/strict';
import {isUsHoliday} from '../../src/data';

describe('isUsHoliday', () => {
  it('knows the six holidays of 2003', () => {
    const year = Array.from({length: 365}, (_, i) => new Date(Date.UTC(2003, 0, 1 + i)).toISOString().slice(0, 10));
    assert.deepEqual(year.filter(isUsHoliday), [
      '2003-01-01',
      '2003-05-26',
      '2003-07-04',
      '2003-09-01',
      '2003-11-27',
      '2003-12-25',
    ]);
  });
  it('finds six in every year, leap years too', () => {
    for (let year = 1994; year <= 2004; year++) {
      const days = Array.from({length: 366}, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10));
      assert.equal(days.filter((day) => day.startsWith(String(year)) && isUsHoliday(day)).length, 6, String(year));
    }
  });
  it('takes the earliest and the latest day that a moving holiday can have', () => {
    // Memorial Day 25 and 31 May, Labor Day 1 and 7 September, Thanksgiving 22 and 28 November.
    for (const day of ['1998-05-25', '1999-05-31', '1997-09-01', '1998-09-07', '2001-11-22', '1996-11-28']) {
      assert.ok(isUsHoliday(day), day);
    }
    for (const day of ['1999-05-24', '1998-09-14', '1996-11-21', '2001-11-29']) assert.ok(!isUsHoliday(day), day);
  });
  it('refuses what is no date', () => {
    for (const bad of ['2003-02-30', '25.12.2003', '', '2003-12-25T00:00:00Z', '2003-13-01']) {
      assert.throws(() => isUsHoliday(bad), /isUsHoliday: date must be a day such as '2003-12-25', got '/);
    }
  });
});
