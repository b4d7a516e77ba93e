// What a browser that has been here before keeps: places in episodes, a list. Made from what the server answers.

/** `shares`: how far one has come, episode by episode of `series`, the last watched first. */
export function placesIn(detail, shares) {
  const { episodes } = detail.seasons.find((season) => season.number === 1) ?? detail.seasons[0]
  return shares.map((share, at) => {
    const episode = episodes[at]
    const durationMs = Math.round(episode.duration * 1000)
    return {
      episodeId: episode.id, seriesId: detail.id, seriesTitle: detail.title, season: 1, number: episode.number, title: episode.title ?? '',
      positionMs: Math.round(share * durationMs), reachedMs: Math.round(share * durationMs), durationMs, updatedAt: Date.now() - at * 1000, artwork: episode.artwork, next: null,
    }
  })
}

/** Lists of ids lie under the mark of their catalogue, where the server tells one. */
const kOfCatalogue = ['bonustrack.progress.1', 'bonustrack.list.1', 'bonustrack.songs.1']
/** Puts them there before the page's first moment; what the page writes later stays. */
export async function remember(tab, kept, mark) {
  const texts = Object.entries(kept).map(([name, value]) => [mark && kOfCatalogue.includes(name) ? `${name}@${mark}` : name, JSON.stringify(value)])
  if (mark) texts.push(['bonustrack.catalogue', mark])
  await tab.addInitScript((all) => {
    for (const [name, text] of all) if (!localStorage.getItem(name)) localStorage.setItem(name, text)
  }, texts)
}
