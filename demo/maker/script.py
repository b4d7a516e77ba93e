"""The demonstration's drama: an anthology, "Hidden Track", of two short instalments."""

from .story import Episode, Excerpt, Format, Line, Music, Series, Shot

ANTHOLOGY_KO, ANTHOLOGY_EN = "숨은 트랙", "Hidden Track"

# character -> (Flite voice, stretch of time, pitch)
VOICES = {
    "seoha": ("slt", 1.06, 1.0),
    "doyun": ("rms", 1.08, 1.0),
    "host": ("awb", 1.02, 0.97),
    "haram": ("awb", 1.12, 0.90),
    "narae": ("slt", 1.02, 1.09),
}
NAMES = {"seoha": ("Seoha", "서하"), "doyun": ("Doyun", "도윤"), "host": ("Radio host", "라디오"), "haram": ("Haram", "하람"),
         "narae": ("Narae", "나래")}  # fmt: skip

MP4 = Format("mp4", (("aac", "stereo", "English"),), "mov_text")
MP4_EXTERNAL = Format("mp4", (("aac", "stereo", "English"),), "external")
MP4_CHAPTERS = Format("mp4", (("aac", "stereo", "English"),), "external", chapters=True)
MKV_SRT = Format("mkv", (("aac", "stereo", "English"), ("ac3", "surround", "English 5.1")), "subrip", chapters=True)
MKV_ASS = Format("mkv", (("libopus", "stereo", "English"), ("libopus", "effects", "Music and effects")), "ass", rate=(24000, 1001))
MKV_PLAIN = Format("mkv", (("libopus", "stereo", "English"),), "subrip", chapters=True)


def _rain_episodes():
    one = Episode(
        1, "The Last Bus", "막차",
        "Seoha collects sounds nobody asks for. On the last bus of a rainy night she finds a cassette without a name, "
        "and on it a song that stops in the middle of the chorus.",
        "2025-10-01",
        still=Shot("still", "cassette"),
        recap=(),
        cold=(
            Shot("roofs", "city", {"roof": False, "pan": 110}, (
                Line("host", "It is half past midnight, and it is still raining.", "자정을 넘긴 열두 시 반, 아직도 비가 내립니다.", "air", 1.2),
                Line("host", "If you are awake, this one is for you.", "깨어 계신 분들께, 이 노래를 보냅니다.", "air"),
            ), hold=9.5),
        ),
        story=(
            Shot("bus", "bus", {"who": "woman"}, (
                Line("seoha", "I collect sounds nobody asks for.", "아무도 찾지 않는 소리를 모은다.", "inner", 4.0),
                Line("seoha", "Rain on a window. Doors. The last bus, turning for home.", "창에 닿는 비, 문 닫히는 소리, 집으로 도는 막차.", "inner"),
                Line("seoha", "Tonight, somebody left a tape on the back seat.", "오늘 밤, 누군가 뒷자리에 테이프를 두고 내렸다.", "inner"),
            ), dissolve=0.8),
            Shot("tape", "cassette", {}, (
                Line("doyun", "If you can hear this, you stayed until the very end.", "이게 들린다면, 끝까지 남아 있었다는 뜻이겠죠.", "tape", 1.3),
                Line("doyun", "There is a song after the silence. Most people stop before it.", "침묵 뒤에 노래가 하나 있어요. 다들 그 전에 꺼 버리지만.", "tape"),
            ), hold=8),
            Shot("studio", "studio", {"recording": True}, (
                Line("seoha", "It stops in the middle of the chorus.", "후렴 한가운데서 끊겨.", "room", 1.6),
                Line("host", "I know that voice. He stopped singing two winters ago.", "아는 목소리네. 두 해 전 겨울에 노래를 그만뒀지.", "air", 0.9),
            ), dissolve=0.6),
        ),
        credits_song=Music("Deprecation", 40.0, "credits", "credits", -5, fade_in=0.4),
        epilogue=(
            Shot("alone", "platform", {"people": (("man", 520),), "rain": 0.8}, (
                Line("doyun", "I left it where somebody who listens would sit.", "들어 줄 사람이 앉을 만한 자리에 두었어요.", "inner", 2.6),
            ), hold=8.5),
        ),
        preview=(Excerpt("rain", 2, "booth", (0, 1)), Excerpt("rain", 2, "roof", (1, 1))),
        music=(
            Music("Awakening", 4.0, "roofs", "roofs", -13, 5),
            Music("Awakening", 96.0, "bus", "bus", -9, 9),
            Music("Inevitable", 22.0, "studio", "studio", -14, 4, 1.6),
            Music("Chimes They Fade", 2.0, "alone", "alone", -4, 5),
        ),
        format=MP4,
    )  # fmt: skip
    two = Episode(
        2, "Studio Three", "3번 스튜디오",
        "The voice on the tape walks in out of the rain. Seoha asks him for the rest of the song; "
        "he asks her what she heard in the silence.",
        "2025-10-01",
        still=Shot("still", "studio", {"booth": "man"}),
        recap=(Excerpt("rain", 1, "bus", (2, 2)), Excerpt("rain", 1, "tape", (0, 0)), Excerpt("rain", 1, "studio", (1, 1))),
        cold=(
            Shot("street", "bus", {"who": "man", "at": 900}, (
                Line("doyun", "Somebody played my tape on the radio.", "누가 내 테이프를 라디오에 틀었다.", "inner", 1.8),
            ), hold=7),
        ),
        story=(
            Shot("booth", "studio", {"booth": "man"}, (
                Line("seoha", "You left it on my bus.", "제 버스에 두고 내리셨죠.", "room", 3.2),
                Line("doyun", "I left it for whoever would listen to the end.", "끝까지 들을 사람에게 둔 거예요.", "far"),
                Line("seoha", "It has no end. Shall we record one?", "끝이 없던데요. 같이 녹음할까요?", "room", 0.7),
            ), dissolve=0.5),
            Shot("reels", "cassette", {"push": 2.0}, (
                Line("doyun", "Leave the rain in. It keeps better time than I do.", "빗소리는 남겨 둬요. 나보다 박자를 잘 맞추니까.", "far", 2.0),
            ), hold=6),
            Shot("roof", "city", {"people": ("umbrella", "man"), "pan": 60, "closer": (1.0, 1.28, 430, 330)}, (
                Line("seoha", "Why did you stop?", "왜 그만뒀어요?", "room", 2.8),
                Line("doyun", "One night the clapping was so loud, I could not hear the song.", "어느 밤 박수가 너무 커서, 노래가 들리지 않았어요.", "room", 0.9),
                Line("seoha", "It is quiet here.", "여긴 조용해요.", "room", 1.0),
            ), dissolve=0.8),
        ),
        credits_song=Music("Inevitable", 90.0, "credits", "credits", -5, fade_in=0.4),
        epilogue=(
            Shot("ticket", "bus", {"who": "man", "at": 2000, "speed": 0.7}, (
                Line("doyun", "The first train leaves at five forty. I did not tell her.", "첫차는 다섯 시 사십 분. 그녀에게는 말하지 않았다.", "inner", 2.2),
            ), hold=8),
        ),
        preview=(Excerpt("rain", 3, "late", (0, 0)), Excerpt("rain", 3, "gone", (0, 1))),
        music=(
            Music("Advanced Simulacra", 12.0, "street", "street", -10, 7),
            Music("By-Product", 60.0, "booth", "reels", -12, 7),
            Music("Awakening", 96.0, "roof", "roof", -6, 8),
            Music("Chimes They Fade", 10.0, "ticket", "ticket", -4, 5),
        ),
        format=MKV_SRT,
    )  # fmt: skip
    three = Episode(
        3, "The Platform", "플랫폼",
        "Half past five, and the booth is empty. Seoha runs for the first train with the tape still running.",
        "2025-10-08",
        still=Shot("still", "platform", {"people": (("woman", 520),), "train": "leaves", "rain": 1.0}),
        recap=(Excerpt("rain", 2, "booth", (2, 2)), Excerpt("rain", 2, "roof", (0, 1))),
        cold=(
            Shot("empty", "studio", {"recording": False, "front": (("woman", 520),)}, (
                Line("seoha", "He left the rain. He took the chorus.", "그는 빗소리를 남기고, 후렴을 가져갔다.", "inner", 2.0),
            ), hold=7),
        ),
        story=(
            Shot("late", "platform", {"people": (("woman", 520),), "train": "leaves", "rain": 1.0}, (
                Line("seoha", "I arrived with the tape still running.", "테이프를 돌린 채로 도착했다.", "inner", 4.5),
                Line("seoha", "You can hear it. The doors. And then, nothing.", "들어 보면 안다. 문 소리, 그리고 아무것도.", "inner"),
            ), dissolve=0.4),
            Shot("gone", "platform", {"people": (("umbrella", 500),), "pan": -50, "rain": 1.0, "closer": (1.32, 1.42, 560, 300)}, (
                Line("host", "Missed it? The line has only one end, you know.", "놓쳤나? 그 노선은 끝이 하나뿐인데.", "air", 1.4),
                Line("seoha", "Where?", "어딘데요?", "room", 0.5),
                Line("host", "Where the rain goes. The sea.", "비가 가는 곳. 바다지.", "air", 0.6),
            ), dissolve=0.6),
            Shot("ride", "bus", {"who": "woman", "speed": 1.7, "at": 4000}, (
                Line("seoha", "So I followed a song that had not been written yet.", "그래서 아직 쓰이지 않은 노래를 따라갔다.", "inner", 2.4),
            ), hold=9, dissolve=0.6),
        ),
        credits_song=Music("By-Product", 118.0, "credits", "credits", -6, fade_in=0.4),
        epilogue=(
            Shot("shore", "sea", {"people": (("man", 900),), "pan": 40}, (
                Line("doyun", "Listen. This is where it goes quiet.", "들어 봐요. 여기서 조용해져요.", "inner", 2.8),
            ), hold=8.5),
        ),
        preview=(Excerpt("rain", 4, "pier", (0, 1)), Excerpt("rain", 4, "city", (0, 0))),
        music=(
            Music("Deprecation", 0.0, "late", "late", -10, 8),
            Music("Advanced Simulacra", 130.0, "gone", "ride", -13, 5, rate=1.02),
            Music("Media Threat", 60.0, "shore", "shore", -8, 5),
        ),
        format=MKV_ASS,
    )  # fmt: skip
    four = Episode(
        4, "Until the Very End", "끝까지",
        "Two people, a pier, and a recorder with ten minutes of tape. The song finds its ending; "
        "those who stay find one more.",
        "2025-10-08",
        still=Shot("still", "sea", {"people": (("woman", 850), ("man", 930)), "pan": 0, "rise": 18, "closer": (1.24, 1.24, 800, 400)}),
        recap=(Excerpt("rain", 3, "late", (0, 1)), Excerpt("rain", 3, "gone", (1, 2))),
        cold=(
            Shot("dawn", "sea", {"people": (), "pan": 90, "rise": 16}, (
                Line("host", "Good morning. The rain has stopped. Somebody must have asked it to.", "좋은 아침입니다. 비가 그쳤네요. 누가 부탁이라도 한 모양입니다.", "air", 1.6),
            ), hold=8),
        ),
        story=(
            Shot("pier", "sea", {"people": (("woman", 850), ("man", 930)), "pan": 70, "rise": 18, "closer": (1.0, 1.22, 800, 400)}, (
                Line("doyun", "You came all this way for one chorus?", "후렴 하나 때문에 여기까지 왔어요?", "room", 3.0),
                Line("seoha", "For the part that comes after it.", "그다음에 오는 것 때문에요.", "room", 0.8),
                Line("doyun", "Then count me in.", "그럼 세어 주세요.", "room", 1.2),
            ), dissolve=0.6),
            Shot("take", "cassette", {"push": 2.4}, (
                Line("seoha", "Hidden track. Take one.", "숨은 트랙, 첫 번째 테이크.", "tape", 1.6),
            ), hold=7),
            Shot("city", "city", {"people": ("woman", "man"), "rain": 0, "pan": 90}, (
                Line("host", "Two winters late, here it is. All of it.", "두 해 늦었습니다만, 들려드리죠. 끝까지.", "air", 2.4),
                Line("seoha", "And the best sound was the one before it began.", "그리고 가장 좋은 소리는, 시작하기 직전의 소리였다.", "inner", 3.5),
            ), hold=15, dissolve=1.0),
        ),
        credits_song=Music("Coherence", 120.0, "credits", "credits", -7, fade_in=0.4),
        epilogue=(
            Shot("seat", "bus", {"who": "", "at": 6000}, (
                Line("seoha", "We left a new one on the last bus. Third seat from the back.", "막차에 새 테이프를 두었다. 뒤에서 세 번째 자리.", "inner", 2.0),
            ), hold=8),
        ),
        preview=(Excerpt("light", 1, "room", (0, 0)), Excerpt("light", 1, "watch", (1, 1))),
        music=(
            Music("Awakening", 96.0, "pier", "pier", -9, 6),
            Music("Apex Aleph", 14.0, "take", "city", -7, 7, 2.0),
            Music("Chimes They Fade", 2.0, "seat", "seat", -4, 5),
        ),
        format=MP4_EXTERNAL,
    )  # fmt: skip
    return (one, two, three, four)


def _light_episodes():
    one = Episode(
        1, "The Frequency", "주파수",
        "A lighthouse keeper hears a weather report that nobody is sending. The voice knows his name.",
        "2026-02-04",
        still=Shot("still", "radio_room"),
        recap=(),
        cold=(
            Shot("watch", "lighthouse", {"people": (("keeper", 826),), "pan": 80}, (
                Line("haram", "Eleven years, and nobody has ever called.", "열한 해 동안, 아무도 부르지 않았다.", "inner", 2.2),
                Line("narae", "Lighthouse, lighthouse. Are you awake?", "등대, 등대. 깨어 있나요?", "air", 1.0),
            ), hold=10),
        ),
        story=(
            Shot("room", "radio_room", {"tuning": 1.0}, (
                Line("narae", "This is the weather for the third of March. Fog, and then clear.", "3월 3일의 날씨입니다. 안개, 그리고 맑음.", "air", 3.4),
                Line("haram", "It is February.", "지금은 이월인데.", "room", 1.2),
                Line("narae", "Then you have time to find a coat, Haram.", "그럼 외투를 찾을 시간은 있겠네요, 하람.", "air", 1.4),
            ), dissolve=0.6),
            Shot("fog", "lighthouse", {"at": 2.0, "pan": -70}, (
                Line("haram", "She gave me the weather for a day that had not come.", "그녀는 아직 오지 않은 날의 날씨를 알려 주었다.", "inner", 2.0),
                Line("haram", "So I began to listen forward.", "그래서 나는 앞을 향해 듣기 시작했다.", "inner", 0.8),
            ), dissolve=0.8),
        ),
        credits_song=Music("A New Journey", 60.0, "credits", "credits", -4, fade_in=0.4),
        epilogue=(
            Shot("pier", "sea", {"people": (("woman", 900),), "pan": 50}, (
                Line("narae", "He answers on the third night. He always does.", "그는 사흘째 밤에 대답한다. 늘 그랬다.", "inner", 2.6),
            ), hold=8.5),
        ),
        preview=(Excerpt("light", 2, "answer", (0, 1)), Excerpt("light", 2, "clear", (0, 0))),
        music=(
            Music("Nebula", 4.0, "watch", "watch", -3, 8),
            Music("Orbital Elevator", 60.0, "room", "fog", -8, 6),
            Music("Chimes They Fade", 6.0, "pier", "pier", -4, 5),
        ),
        format=MKV_PLAIN,
    )  # fmt: skip
    two = Episode(
        2, "The Reply", "답신",
        "The third of March. Fog, and then clear; and on the water a boat with its radio on.",
        "2026-02-04",
        still=Shot("still", "sea", {"pier": False, "boat": 600, "pan": 0, "rise": 40, "closer": (1.5, 1.5, 470, 360)}),
        recap=(Excerpt("light", 1, "watch", (1, 1)), Excerpt("light", 1, "room", (0, 1))),
        cold=(
            Shot("stars", "lighthouse", {"at": 4.0, "pan": 90}, (
                Line("haram", "The third of March. I found the coat.", "3월 3일. 외투를 찾았다.", "inner", 2.2),
            ), hold=8),
        ),
        story=(
            Shot("answer", "radio_room", {"tuning": 0.6}, (
                Line("haram", "This is the lighthouse. I am awake.", "여기는 등대. 깨어 있습니다.", "room", 3.2),
                Line("narae", "There you are. Turn the lamp a little to the left.", "거기 있었군요. 등불을 조금만 왼쪽으로.", "air", 1.2),
                Line("haram", "Who are you?", "당신은 누구죠?", "room", 0.9),
                Line("narae", "Somebody who stayed until the end of the broadcast.", "방송이 끝날 때까지 남아 있던 사람이요.", "air", 1.0),
            ), dissolve=0.6),
            Shot("clear", "sea", {"people": (("woman", 850), ("man", 925)), "boat": 330, "pan": 70, "rise": 20}, (
                Line("narae", "Fog, and then clear. I told you.", "안개, 그리고 맑음. 말했잖아요.", "room", 2.6),
                Line("haram", "You did not say it would be this bright.", "이렇게 눈부실 거라곤 안 했죠.", "room", 1.0),
            ), hold=11, dissolve=1.0),
        ),
        credits_song=Music("Nebula", 150.0, "credits", "credits", -3, fade_in=0.4),
        epilogue=(
            Shot("tape", "cassette", {}, (
                Line("seoha", "Third seat from the back. Somebody always listens.", "뒤에서 세 번째 자리. 누군가는 늘 듣는다.", "tape", 2.0),
            ), hold=8.5),
        ),
        preview=(),
        music=(
            Music("Orbital Elevator", 60.0, "stars", "stars", -9, 6),
            Music("Aberrations", 30.0, "answer", "answer", -8, 7),
            Music("Nebula", 40.0, "clear", "clear", -3, 9),
            Music("Chimes They Fade", 2.0, "tape", "tape", -4, 5),
        ),
        format=MP4_CHAPTERS,
    )  # fmt: skip
    return (one, two)


RAIN = Series(
    key="rain",
    folder="Hidden Track #1 (2025)",
    title="숨은 트랙 #1",
    original_title="Hidden Track #1",
    instalment="빗소리 · The Sound of Rain",
    year=2025,
    plot="A collector of sounds finds a nameless tape on the last bus, and follows an unfinished song from a rainy city to the sea. "
    "Stay through the credits: every episode hides one more track.",
    tagline="There is a song after the silence.",
    genres=("Drama", "Music", "Romance"),
    tags=("anthology", "demonstration", "rain", "radio"),
    intro=Shot("intro", "title_rain", hold=12.0),
    theme=Music("Coherence", 76.4, "intro", "intro", -9, 0, 0.3, 1.2),
    cast=(("서하 Seoha", "collects sounds", "slt"), ("도윤 Doyun", "the voice on the tape", "rms"), ("라디오 The radio host", "night programme", "awb")),
    sounds={"city": ("rain",), "bus": ("rain", "engine"), "studio": ("hum",), "cassette": ("hum",), "platform": ("rain",), "sea": ("sea",)},
    songs=("Coherence", "Awakening", "Inevitable", "Deprecation", "By-Product", "Advanced Simulacra", "Apex Aleph", "Chimes They Fade",
           "Media Threat"),  # fmt: skip
    poster=Shot("poster", "city", {"people": ("umbrella", "man"), "pan": 0}),
    fanart=Shot("fanart", "bus", {"who": "woman"}),
    cover=Shot("cover", "cassette", {"push": 0.0}),
    accent="#ff8f7a",
    episodes=_rain_episodes(),
)

LIGHT = Series(
    key="light",
    folder="숨은 트랙 #2 (2026)",
    title="숨은 트랙 #2",
    original_title="Hidden Track #2",
    instalment="등대 라디오 · Lighthouse Radio",
    year=2026,
    plot="A lighthouse keeper receives the weather report of a day that has not come yet. The second instalment of Hidden Track.",
    tagline="Fog, and then clear.",
    genres=("Drama", "Mystery", "Romance"),
    tags=("anthology", "demonstration", "sea", "radio"),
    intro=Shot("intro", "title_light", hold=11.0),
    theme=Music("Through Space", 42.0, "intro", "intro", -5, 0, 0.3, 1.2),
    cast=(("하람 Haram", "keeps the light", "awb"), ("나래 Narae", "the voice on the air", "slt")),
    sounds={"lighthouse": ("sea", "wind"), "radio_room": ("hum", "wind"), "sea": ("sea",), "cassette": ("hum",)},
    songs=("Through Space", "A New Journey", "Nebula", "Orbital Elevator", "Aberrations", "Chimes They Fade"),
    poster=Shot("poster", "lighthouse", {"people": (("keeper", 826),), "pan": 0}),
    fanart=Shot("fanart", "lighthouse", {"pan": 0}),
    cover=Shot("cover", "radio_room", {"who": "", "pan": 0}),
    accent="#8fe0d6",
    episodes=_light_episodes(),
)

SERIES = (RAIN, LIGHT)
