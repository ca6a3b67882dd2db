"""Write the notice and the receipt in Turkish."""

from typing import Final

from dashboard.notice.texts import NoticeTexts, ReceiptTexts

_WATCHES: Final = "Öğretmenin bilgisayarındaki bir program, ders sırasında aramanın veya kameranın görüntüsüne bakar."
_KEPT: Final = (
    "Bu sayılar ve saatleri, dersin başlığı ve ayarları, öğretmenin ders hakkındaki notları. Sınıfa bir soru sorulursa:"
    " her yanıtın kaç kez verildiği (en az {group} yanıt varsa).",
    "Saklama süresi: {period}. Sonra program, yeniden çalıştığında bunları siler.",
)

TURKISH: Final = NoticeTexts(
    name="Türkçe",
    direction="ltr",
    title="Bu derste Moodline çalışıyor",
    to_parents="Anne, baba ve veliler için. Bu sayfa, bir programın çocuğunuzun dersinde ne yaptığını anlatır.",
    headings={
        "runs": "Ne çalışıyor",
        "why": "Neden",
        "counted": "Ne sayılıyor",
        "kept": "Ne saklanıyor, ne kadar süre",
        "never": "Ne hiçbir zaman saklanmaz",
        "left_out": "Sayılmak istemeyenler",
        "ask": "Kime sorulabilir",
    },
    always={
        "why": (
            "Öğretmen, dersin bütün sınıf için nasıl gittiğini görsün diye.",
            "Not vermek, disiplin, bir kişinin devamını denetlemek veya çalışanları değerlendirmek için değildir.",
        ),
        "never": (
            "Resim, video ve ses saklanmaz.",
            "İsim, yüz ve tek bir kişi hakkında herhangi bir bilgi saklanmaz.",
            "Görüntüler yalnızca program çalışırken ve yalnızca bilgisayarın belleğinde bulunur.",
        ),
        "left_out": (
            "Sayılmak istemeyen kişi bunu dersten önce öğretmene söyler.",
            "O kişinin görüntüdeki yeri, program yüzleri aramadan önce karartılır.",
            "Ya da kamerasını kapalı tutar: O zaman bulunacak bir yüz olmaz.",
        ),
        "ask": ("Sorular öğretmene sorulabilir.", "Öğretmen dersten sonra nelerin kaydedildiğini gösterebilir."),
    },
    by_mode={
        "mood": {
            "runs": (
                _WATCHES,
                "Yüzleri bulur; bir yapay sinir ağı her yüzün ifadesini tahmin eder.",
                "Sık sık yanılır; ayrıca bir yüz ifadesi bir duygu değildir.",
            ),
            "counted": (
                "Kaç kişinin göründüğü.",
                "Ve bütün grubun yüz ifadelerinin ortalaması (yalnızca en az {group} yüz varsa).",
            ),
            "kept": _KEPT,
        },
        "participation": {
            "runs": (_WATCHES, "Yüzleri bulur ve sayar.", "Yüz ifadelerini okumaz ve kimseyi tanımaz."),
            "counted": ("Yalnızca kaç kişinin göründüğü.",),
            "kept": _KEPT,
        },
    },
    one_day="1 gün",
    many_days="{days} gün",
    small_group="Burada bir grupta beşten az kişi olabilir (en az {group}): Tek bir kişi hakkında bilgi çıkarılabilir.",
    contact="İletişim:",
    receipt=ReceiptTexts(
        title="Bu dersten neler kaydedildi",
        rows={
            "mood": "Satır sayısı: {rows} (ilk satır {begin}, son satır {end}). Her satırda: saat, görünen kişi"
            " sayısı ve"
            " bilgisayarın teknik değerleri.",
            "participation": "Satır sayısı: {rows} (ilk satır {begin}, son satır {end}). Her satırda: saat, görünen"
            " kişi"
            " sayısı ve bilgisayarın teknik değerleri. Yüz ifadesi yok.",
        },
        moods="Bütün grubun ortalama yüz ifadelerini ve dağılımını içeren satırlar: {moods}",
        markers="Öğretmenin işaretlediği anlar: {count}",
        notes="Notların karakter sayısı: {count}",
        answers="Yanıtların kaç kez sayıldığı: {count}",
        excluded="Öğretmenin dışarıda bıraktığı süreler: {count}",
        places="Görüntüde dışarıda bırakılan yerler: {count}",
        plan="Ders planının bölümleri: {count}",
        slides="Slayt değişiklikleri: {count}",
        unseen="Hiçbir şeyin görülmediği süreler: {count}",
        of_the_class="Ayrıca: dersin başlığı, grubu, saatleri ve ayarları; bir günlükte de bu ders ile ne zaman bir"
        " işlem"
        " yapıldığı.",
        kept_until="Saklama süresinin sonu: {day}. Sonra program, yeniden çalıştığında bunları siler.",
        nothing_else="Program başka hiçbir şey kaydetmedi: resim yok, ses yok, isim yok, tek bir kişi hakkında bilgi"
        " yok.",
        files="Öğretmenin bu dersten kaydettiği raporlar ve dosyalar bununla birlikte silinmez.",
    ),
)
