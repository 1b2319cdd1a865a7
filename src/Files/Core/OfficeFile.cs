using System.Buffers.Binary;
using System.IO.Compression;

namespace TellerLine.Files.Core;

/// <summary>
/// What a ZIP is that is named as an Office document (ECMA-376, part 2): it has the parts of its kind, and neither
/// macros nor programs within.
/// </summary>
internal static class OfficeFile
{
    private const int MostParts = 10_000, MostTypes = 1 << 20;

    /// <summary>Bytes unpacked, as its directory says; up to 16 MB it may be packed however tightly.</summary>
    private const long MostUnpacked = 256 << 20, Unsuspicious = 16 << 20, MostRatio = 100;

    private static readonly Dictionary<FileKind, string> Main = new()
    {
        [FileKind.Docx] = "word/document.xml", [FileKind.Xlsx] = "xl/workbook.xml",
        [FileKind.Pptx] = "ppt/presentation.xml",
    };

    private static readonly string[] Within = ["docx", "xlsx", "pptx", "xml", "rels", "vml", "fntdata", "odttf"];

    private static readonly FileFault
        Broken = new("brokenFile", "文件已损坏，打不开。", "The file is broken; it cannot be opened."),
        Macros = new("forbidden", "文档含宏或控件，不能作为附件。", "The document holds macros or controls; it is not taken."),
        Embedded = new(
            "forbidden", "文档中嵌入了其他程序或文件，不能作为附件。",
            "The document has programs or foreign files embedded; it is not taken."),
        Bomb = new(
            "forbidden", "文档解压后异常庞大，不能作为附件。",
            "Unpacked, the document is monstrously large; it is not taken.");

    public static FileFault? Fault(FileKind named, string name, Stream content)
    {
        try
        {
            if (Parts(content) is not (> 0 and <= MostParts))
                return Broken;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Select(e => e.FullName.Replace('\\', '/').TrimStart('/').ToLowerInvariant()).ToList();
            if (names.Any(n => n.Split('/').Contains("..")))
                return Broken;
            if (IsBomb(zip, content.Length))
                return Bomb;
            if (!names.Contains(Main[named]))
            {
                var other = Main.FirstOrDefault(m => names.Contains(m.Value)).Key;
                return new(
                    "kindMismatch", $"名称是 .{FileKind.ExtensionOf(name)}，内容却是{other?.Zh ?? "压缩包"}。",
                    $"It is named .{FileKind.ExtensionOf(name)}, but its content is {other?.En ?? "an archive"}.");
            }
            if (names.Any(n => n.Contains("vba", StringComparison.Ordinal) || n.Contains("/activex/", StringComparison.Ordinal)
                || n.Contains("macrosheets/", StringComparison.Ordinal)))
                return Macros;
            if (names.Any(n => n.Contains("/embeddings/", StringComparison.Ordinal)
                && !n.EndsWith('/') && !Within.Contains(FileKind.ExtensionOf(n))))
                return Embedded;
            return IsMacroEnabled(zip) ? Macros : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            return Broken;
        }
    }

    private static bool IsBomb(ZipArchive zip, long packed)
    {
        var unpacked = zip.Entries.Sum(e => Math.Min(e.Length, MostUnpacked + 1));
        return unpacked > MostUnpacked || (unpacked > Unsuspicious && unpacked / MostRatio > packed);
    }

    private static bool IsMacroEnabled(ZipArchive zip)
    {
        var types = zip.Entries.FirstOrDefault(
            e => e.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase));
        if (types is null || types.Length > MostTypes)
            throw new InvalidDataException("No content types.");
        using var open = types.Open();
        var text = new byte[MostTypes];
        var size = open.ReadAtLeast(text, MostTypes, throwOnEndOfStream: false);
        return System.Text.Encoding.UTF8.GetString(text, 0, size)
            .Contains("macroEnabled", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// As the end of the directory tells (APPNOTE 4.3.16), before all of them are read into memory.
    /// </summary>
    private static int Parts(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, 22 + ushort.MaxValue)];
        content.Seek(-tail.Length, SeekOrigin.End);
        content.ReadExactly(tail);
        content.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return at < 0 || at + 22 > tail.Length ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }
}
