namespace TellerLine.Files.Core;

/// <summary>
/// A kind of file that can be attached, known by its first bytes. No library of quality reads them for .NET, and the
/// kinds are few.
/// </summary>
/// <param name="Name">In <c>Files:Kinds</c>.</param>
/// <param name="Extensions">The first is the usual one.</param>
internal sealed record FileKind(
    string Name, string MediaType, string Zh, string En, params IReadOnlyList<string> Extensions)
{
    /// <summary>So many of the first bytes are enough for <see cref="Sniff"/>.</summary>
    public const int Head = 4_096;

    public static readonly FileKind
        Pdf = new("pdf", "application/pdf", "PDF 文件", "PDF", "pdf"),
        Png = new("png", "image/png", "PNG 图片", "PNG picture", "png"),
        Jpeg = new("jpeg", "image/jpeg", "JPEG 图片", "JPEG picture", "jpg", "jpeg"),
        Gif = new("gif", "image/gif", "GIF 图片", "GIF picture", "gif"),
        Webp = new("webp", "image/webp", "WebP 图片", "WebP picture", "webp"),
        Txt = new("txt", "text/plain", "纯文本", "plain text", "txt"),
        Csv = new("csv", "text/csv", "CSV 表格", "CSV table", "csv"),
        Docx = new("docx", Office + "wordprocessingml.document", "Word 文档", "Word document", "docx"),
        Xlsx = new("xlsx", Office + "spreadsheetml.sheet", "Excel 表格", "Excel workbook", "xlsx"),
        Pptx = new("pptx", Office + "presentationml.presentation", "PowerPoint 演示", "PowerPoint deck", "pptx"),
        Wav = new("wav", "audio/wav", "WAV 录音", "WAV sound", "wav"),
        Mp3 = new("mp3", "audio/mpeg", "MP3 录音", "MP3 sound", "mp3"),
        Mp4 = new("mp4", "video/mp4", "MP4 视频", "MP4 film", "mp4");

    private const string Office = "application/vnd.openxmlformats-officedocument.";

    public static readonly IReadOnlyList<FileKind> All =
        [Pdf, Png, Jpeg, Gif, Webp, Txt, Csv, Docx, Xlsx, Pptx, Wav, Mp3, Mp4];

    private static readonly string[] Mp4Brands = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV"];

    public bool IsText => this == Txt || this == Csv;

    public bool IsOffice => this == Docx || this == Xlsx || this == Pptx;

    public static FileKind? OfName(string name) =>
        All.FirstOrDefault(kind => kind.Extensions.Contains(ExtensionOf(name)));

    public static FileKind? Called(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <returns>Lower case, without its dot; empty: it has none.</returns>
    public static string ExtensionOf(string name) =>
        name.LastIndexOf('.') is var dot and >= 0 ? name[(dot + 1)..].ToLowerInvariant() : "";

    /// <summary>The name alone: a kind that is taken?</summary>
    public static FileFault? FaultOfName(string name, IReadOnlyList<FileKind> taken) =>
        OfName(name) is { } kind && taken.Contains(kind)
            ? null
            : new(
                "kindNotTaken",
                $"不接受 .{ExtensionOf(name)} 文件，可传：{Listed(taken)}。",
                $"A .{ExtensionOf(name)} file is not taken; these are: {Listed(taken)}.");

    /// <summary>Does the content look like what the name says?</summary>
    /// <param name="head">The first <see cref="Head"/> bytes, or all.</param>
    /// <param name="isText">All of the content is text.</param>
    public static FileFault? FaultOfContent(FileKind named, string name, ReadOnlySpan<byte> head, bool isText)
    {
        if (head.IsEmpty)
            return new("emptyFile", "文件是空的。", "The file is empty.");
        if (Forbidden(head) is { } forbidden)
            return forbidden;
        var found = Sniff(head);
        if (found == named || (found is null && named.IsText && isText) || (IsZip(head) && named.IsOffice))
            return null;
        var (zh, en) = found is not null ? (found.Zh, found.En)
            : IsZip(head) ? ("压缩包", "an archive")
            : isText ? ("纯文本", "plain text")
            : ("其他格式", "something else");
        return new(
            "kindMismatch", $"名称是 .{ExtensionOf(name)}，内容却是{zh}。",
            $"It is named .{ExtensionOf(name)}, but its content is {en}.");
    }

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    /// <returns>Null: none that bytes tell (text and Office documents are not told here).</returns>
    public static FileKind? Sniff(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF-"u8) ? Pdf
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : IsRiff(head, "WEBP"u8) ? Webp
        : IsRiff(head, "WAVE"u8) ? Wav
        : head.StartsWith("ID3"u8) || IsMpegAudio(head) ? Mp3
        : IsMp4(head) ? Mp4
        : null;

    public static string Listed(IEnumerable<FileKind> kinds) => string.Join(" ", kinds.SelectMany(k => k.Extensions));

    private static FileFault? Forbidden(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) && head.ContainsAnyInRange<byte>(0, 8) || head.StartsWith("\u007fELF"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])
        || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]) || head.StartsWith("#!"u8)
            ? new("forbidden", "这是程序，不能作为附件。", "It is a program; programs are not taken.")
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
            ? new(
                "forbidden", "这是旧版 Office 格式，可能带宏；请另存为 docx、xlsx 或 pptx。",
                "It is of the old Office format, which may hold macros; save it as docx, xlsx or pptx.")
        : IsMarkup(head)
            ? new("forbidden", "这是网页或 SVG，可能带脚本，不能作为附件。", "It is HTML or SVG, which may hold scripts; it is not taken.")
        : null;

    /// <summary>As browsers look for a page (WHATWG MIME Sniffing, 7.1): after blanks, a tag.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        var text = System.Text.Encoding.Latin1.GetString(head.TrimStart(" \t\r\n\f"u8)[..Math.Min(64, head.TrimStart(" \t\r\n\f"u8).Length)]);
        string[] tags = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<iframe", "<!--", "<style", "<title",
            "<img", "<object", "<embed", "<a ", "<div", "<table", "<p>", "<br", "<h1"];
        return tags.Any(tag => text.StartsWith(tag, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(form);

    /// <summary>A frame's header: sync, a version, layer III, a bit rate and a sample rate that exist.</summary>
    private static bool IsMpegAudio(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0xF0 or 0) && (head[2] & 0x0C) != 0x0C;

    private static bool IsMp4(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)
        && Mp4Brands.Contains(System.Text.Encoding.Latin1.GetString(head[8..12]));
}
