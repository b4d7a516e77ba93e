// What home costs while the server has everything to do: a library it has never seen is scanned, listened to and drawn. Run first, of a
// server that has just been started; how far it had come is printed with the figures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onServer, open } from './harness.mjs'
import { kBudget, kRuns, measure, median } from './measuring.mjs'

let server
before(async () => (server = await open({ cold: true })))
after(() => server.close())

for (const screen of ['desktop', 'phone']) {
  test(`home while a new library is listened to (${screen})`, onServer, async () => {
    const rows = []
    const states = []
    for (let run = 0; run < kRuns; run += 1) {
      const { state, seasons_done: done, seasons_total: total } = await (await fetch(`${server.base}/api/v1/analysis`)).json()
      states.push(`${state}, ${done} of ${total}`)
      rows.push(await measure(server, '/', { screen, traced: true }))
    }
    const of = (name) => median(rows.map((row) => row[name]))
    console.log(`home while a new library is listened to (${states.join('; ')}), ${screen}, median of ${kRuns}: largest paint ${of('paint').toFixed(0)} ms of ${kBudget.paint}, longest task ${of('clock').toFixed(0)} ms of ${kBudget.task} by the clock, ${of('processor').toFixed(0)} of the processor`)
    assert.ok(of('shift') <= kBudget.shift, `layout shift ${rows.map((row) => row.shift)}`)
  })
}
