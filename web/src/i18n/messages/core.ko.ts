import type { Message } from '../format'
import type { messages as en } from './core.en'

export const messages: Record<keyof typeof en, Message> = {
  'app.name': 'Bonustrack',
  'app.title': '{page} · Bonustrack',
  'app.skip': '본문으로 건너뛰기',
  'app.loading': '불러오는 중',
  'app.close': '닫기',
  'app.undo': '되돌리기',

  'nav.main': '주 메뉴',
  'nav.home': '홈',
  'nav.library': '보관함',
  'nav.songs': '노래',
  'nav.search': '검색',
  'nav.searchHint': '작품, 사람, 노래',
  'nav.clear': '지우기',
  'nav.language': 'View in English',

  'home.title': '홈',
  'home.continue': '이어 보기',
  'home.added': '새로 들어온 작품',
  'home.seeAll': '모두 보기',
  'home.forget': '이어 보기에서 {title} 지우기',
  'home.forgotten': '이어 보기에서 {title}{title|을/를} 지웠어요',

  'list.title': '찜한 작품',

  'row.back': '{row} 앞으로 넘기기',
  'row.forward': '{row} 뒤로 넘기기',

  'series.open': '작품 정보',
  'series.seasons': { other: '시즌 {count}개' },
  'series.episodes': { other: '{count}부작' },
  'series.play': '{number}화 재생',
  'series.playSeason': '시즌 {season} {number}화 재생',
  'series.resume': '{number}화 이어 보기',
  'series.resumeSeason': '시즌 {season} {number}화 이어 보기',

  'episode.number': '{number}화',
  'episode.numberRange': '{number}–{end}화',
  'episode.seasonNumber': '시즌 {season} {number}화',
  'episode.special': '스페셜 {number}',
  'episode.play': '{name} 재생',
  'episode.left': '{time} 남음',
  'episode.upNext': '다음 회차',

  'time.hoursMinutes': '{hours}시간 {minutes}분',
  'time.hours': '{hours}시간',
  'time.minutes': '{minutes}분',
  'time.minutesSeconds': '{minutes}분 {seconds}초',
  'time.seconds': '{seconds}초',
  'time.ofTotal': '{time} / {total}',
  'time.ofTotalIn': '{time} / {total}, {chapter}',

  'scan.line': '폴더를 살펴보고 있어요',
  'scan.count': '파일 {total}개 중 {done}개',

  'state.offline': '서버에 연결되지 않았어요. 보이는 내용이 최신이 아닐 수 있어요.',
  'state.offlineTitle': '서버가 응답하지 않아요',
  'state.offlineText': 'Bonustrack이 켜져 있는지, 같은 네트워크에 있는지 확인해 주세요.',
  'state.notFoundTitle': '찾을 수 없어요',
  'state.notFoundText': '보관함에서 옮겨졌거나 지워졌을 수 있어요.',
  'state.serverTitle': '서버에 문제가 생겼어요',
  'state.serverText': '잠시 뒤에 다시 시도해 주세요. 계속되면 서버 기록에 자세한 내용이 있어요.',
  'state.retry': '다시 시도',
  'state.home': '홈으로',
  'state.details': '자세히',
  'fault.engineTitle': '플레이어를 불러오지 못했어요',
  'fault.engineText': '네트워크를 확인하고 다시 시도해 주세요.',
}
