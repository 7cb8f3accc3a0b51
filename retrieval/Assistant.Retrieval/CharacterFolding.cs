using System.Globalization;

namespace Assistant.Retrieval;

/// <summary>
/// The part of Unicode's NFKC folding that occurs in Chinese official texts: full-width forms, radicals and compatibility ideographs
/// (text extracted from PDF), circled and Roman numerals, unit signs. Ours because <see cref="string.Normalize()"/> does nothing at all
/// under InvariantGlobalization.
/// </summary>
static class CharacterFolding
{
    // U+2F00..U+2FD5
    const string KangxiRadicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手" +
        "支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳" +
        "聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯" +
        "鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // U+F900..U+FAD9; a place without a mapping holds its own character
    const string CompatibilityIdeographs =
        "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄" +
        "鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵" +
        "呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂" +
        "燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺" +
        "切度拓糖宅洞暴輻行降見廓兀嗀\uFA0E\uFA0F塚\uFA11晴\uFA13\uFA14凞猪益礼神祥福靖精羽\uFA1F蘒\uFA21諸\uFA23\uFA24逸都\uFA27\uFA28\uFA29飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎" +
        "懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵\uFA6C舘\uFA6E\uFA6F並况全侀充冀勇勺喝啕喙嗢塚墳奄奔" +
        "婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹" +
        "變贈輸遲醙鉶陼難靖韛響頋頻鬒龜\uFACF\uFAD0\uFAD1㮝䀘䀹\uFAD5\uFAD6\uFAD7齃龎";

    const string ChineseNumerals = "一二三四五六七八九十";

    static readonly string[] RomanNumerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m"];

    /// <summary>A character that takes part as it is; most of any text, so this is asked first.</summary>
    public static bool IsPlain(char c) =>
        c is >= '\u4E00' and <= '\u9FFF' or >= 'a' and <= 'z' or >= ' ' and < 'A' or '。' or '、';

    /// <summary>What the character is replaced by where that is more than one character (⑫, Ⅳ, ㎡); null otherwise.</summary>
    public static string? ToSeveral(char c) => c switch
    {
        >= '①' and <= '⑳' => Number(c - '①' + 1),
        >= '⑴' and <= '⒇' => Spaced(Number(c - '⑴' + 1)),
        >= '⒈' and <= '⒛' => Spaced(Number(c - '⒈' + 1)),
        >= '㈠' and <= '㈩' => Spaced(ChineseNumerals[c - '㈠'].ToString()),
        >= '㊀' and <= '㊉' => ChineseNumerals[c - '㊀'].ToString(),
        >= 'Ⅰ' and <= 'Ⅿ' => RomanNumerals[c - 'Ⅰ'],
        >= 'ⅰ' and <= 'ⅿ' => RomanNumerals[c - 'ⅰ'],
        '㎡' => "m2",
        '㎥' => "m3",
        '㎞' => "km",
        '㎝' => "cm",
        '㎜' => "mm",
        '㎏' => "kg",
        '㎎' => "mg",
        '℃' => "°c",
        _ => null,
    };

    /// <summary>What the character is replaced by; NUL where it is dropped (controls, zero-width and other format characters).</summary>
    public static char ToOne(char c) => c switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029' or '\u3000' => ' ',
        >= '！' and <= '～' => char.ToLowerInvariant((char)(c - '！' + '!')),
        >= '\u2F00' and <= '\u2FD5' => KangxiRadicals[c - '\u2F00'],
        >= '\uF900' and <= '\uFAD9' => CompatibilityIdeographs[c - '\uF900'],
        '⺟' => '母',
        '⻳' => '龟',
        '²' => '2',
        '³' => '3',
        '¹' => '1',
        _ when IsDropped(c) => '\0',
        _ => char.ToLowerInvariant(c),
    };

    // Variation selectors (after a heart, or choosing a glyph of an ideograph) are marks by category, but as invisible as the format characters.
    static bool IsDropped(char c) =>
        c is >= '\uFE00' and <= '\uFE0F' || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // (1) and 1. are marks of a list: what follows is not part of the number.
    static string Spaced(string text) => $" {text} ";
}
