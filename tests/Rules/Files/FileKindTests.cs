using System.IO.Compression;
using System.Text;
using TellerLine.Files;
using TellerLine.Files.Core;

namespace TellerLine.Rules.Files;

/// <summary>What a file is, by its bytes, against what it is called.</summary>
public sealed class FileKindTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    public static TheoryData<string, byte[]> Good => new()
    {
        { "a.pdf", "%PDF-1.7\n"u8.ToArray() },
        { "a.PNG", Png },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] },
        { "a.jpeg", [0xFF, 0xD8, 0xFF, 0xE1, 0, 16] },
        { "a.gif", "GIF89a.."u8.ToArray() },
        { "a.webp", "RIFF\u0010\0\0\0WEBPVP8 "u8.ToArray() },
        { "a.wav", "RIFF\u0010\0\0\0WAVEfmt "u8.ToArray() },
        { "a.mp3", "ID3\u0003\0\0\0"u8.ToArray() },
        { "b.mp3", [0xFF, 0xFB, 0x90, 0x64] },
        { "a.mp4", "\0\0\0\u0018ftypisom\0\0"u8.ToArray() },
        { "a.txt", "利率：一年期 1.35%\r\n"u8.ToArray() },
        { "gb18030.csv", [0xC0, 0xFB, 0xC2, 0xCA, (byte)',', (byte)'1', (byte)'\n'] },
    };

    [Theory, MemberData(nameof(Good))]
    public void each_kind_is_known_by_its_bytes(string name, byte[] content) => Assert.Null(Judge(name, content));

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "a.png", "%PDF-1.7\n"u8.ToArray(), "kindMismatch" },
        { "a.pdf", Png, "kindMismatch" },
        { "a.pdf", "some text"u8.ToArray(), "kindMismatch" },
        { "a.txt", Png, "kindMismatch" },
        { "a.txt", [1, 2, 3], "kindMismatch" },
        { "a.docx", Png, "kindMismatch" },
        { "a.png", "PK\u0003\u0004xxxx"u8.ToArray(), "kindMismatch" },
        { "a.pdf", [], "emptyFile" },
        { "a.txt", "MZ\u0090\0\u0003\0\0\0"u8.ToArray(), "forbidden" },
        { "a.pdf", "\u007fELF\u0002\u0001\u0001"u8.ToArray(), "forbidden" },
        { "a.txt", "#!/bin/sh\nrm -rf /\n"u8.ToArray(), "forbidden" },
        { "a.txt", " \r\n<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "forbidden" },
        { "a.csv", "\uFEFF<svg onload=alert(1)>"u8.ToArray(), "forbidden" },
        { "a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "forbidden" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void what_is_not_what_it_is_called_is_refused_in_words(string name, byte[] content, string code)
    {
        var fault = Judge(name, content);
        Assert.Equal(code, fault?.Code);
        Assert.NotEmpty(fault!.Zh);
        Assert.NotEmpty(fault.En);
    }

    [Theory]
    [InlineData("a.exe")]
    [InlineData("a.pdf.exe")]
    [InlineData("a.html")]
    [InlineData("a.svg")]
    [InlineData("a.docm")]
    [InlineData("a.zip")]
    [InlineData("pdf")]
    public void other_kinds_are_told_what_is_taken(string name)
    {
        var fault = FileKind.FaultOfName(name, FileKind.All);
        Assert.Equal("kindNotTaken", fault?.Code);
        Assert.Contains("docx", fault!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void a_bank_takes_fewer_kinds()
    {
        var options = new FilesOptions { Kinds = ["pdf", "jpeg"], MaxFileMb = 0, ClamAv = "nowhere" };
        Assert.Equal("pdf jpg jpeg", FileKind.Listed(options.Taken));
        Assert.NotNull(FileKind.FaultOfName("a.png", options.Taken));
        Assert.Equal(
            ["Files:Kinds", "Files:MaxFileMb", "Files:ClamAv"],
            new FilesOptionsCheck(options with { Kinds = ["exe"] }).Check().Select(f => f.Place));
    }

    [Theory]
    [InlineData("a.docx", "word/document.xml", null)]
    [InlineData("a.xlsx", "xl/workbook.xml", null)]
    [InlineData("a.pptx", "ppt/presentation.xml", null)]
    [InlineData("a.docx", "xl/workbook.xml", "kindMismatch")]
    [InlineData("a.docx", "something.txt", "kindMismatch")]
    [InlineData("a.docx", "word/document.xml word/vbaProject.bin", "forbidden")]
    [InlineData("a.docx", "word/document.xml word\\VBAPROJECT.BIN", "forbidden")]
    [InlineData("a.xlsx", "xl/workbook.xml xl/macrosheets/sheet1.xml", "forbidden")]
    [InlineData("a.docx", "word/document.xml word/activeX/activeX1.bin", "forbidden")]
    [InlineData("a.docx", "word/document.xml word/embeddings/oleObject1.bin", "forbidden")]
    [InlineData("a.docx", "word/document.xml word/embeddings/Table.xlsx", null)]
    [InlineData("a.docx", "word/document.xml ../../evil.xml", "brokenFile")]
    [InlineData("a.docx", "word/document.xml word\\..\\..\\evil.xml", "brokenFile")]
    public void an_office_document_has_its_parts_and_no_macros(string name, string parts, string? code) =>
        Assert.Equal(code, Office(name, Zip("<Types/>", parts.Split(' '))));

    [Fact]
    public void a_document_whose_types_speak_of_macros_is_refused_and_a_broken_one_too()
    {
        var macro = Zip("<Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>", "word/document.xml");
        Assert.Equal("forbidden", Office("a.docx", macro));
        var whole = Zip("<Types/>", "word/document.xml");
        Assert.Equal("brokenFile", Office("a.docx", whole[..^30]));
        Assert.Equal("brokenFile", Office("a.docx", "PK\u0003\u0004"u8.ToArray()));
        Assert.Equal("brokenFile", Office("a.docx", Zip(null, "word/document.xml")));
    }

    [Fact]
    public void a_document_that_unpacks_to_a_monster_is_refused()
    {
        Assert.Null(Office("a.docx", Padded(15 << 20)));
        Assert.Equal("forbidden", Office("a.docx", Padded(17 << 20)));
    }

    [Fact]
    public void a_limit_says_how_much_may_be()
    {
        var limits = new FileLimits(20 << 20, 2, 30 << 20, 50 << 20);
        Assert.Null(limits.Fault(20 << 20, 1, 10 << 20, 0));
        Assert.Equal("The file is too large: at most 20 MB each.", limits.Fault((20 << 20) + 1, 0, 0, 0)?.En);
        Assert.Equal("tooManyFiles", limits.Fault(1, 2, 0, 0)?.Code);
        Assert.Equal("ownerFull", limits.Fault(1, 1, 30 << 20, 0)?.Code);
        Assert.Equal("storeFull", limits.Fault(2, 0, 0, (50 << 20) - 1)?.Code);
    }

    [Fact]
    public void with_a_scanner_only_what_is_clean_is_given_out()
    {
        string[] states = [ScanState.Waiting, ScanState.Clean, ScanState.Infected, ScanState.None, ScanState.Failed];
        Assert.Equal("scanWaiting given infected scanWaiting scanFailed", Told(scans: true));
        Assert.Equal("given given infected given given", Told(scans: false));
        string Told(bool scans) =>
            string.Join(' ', states.Select(s => ScanState.Withheld(s, scans)?.Code ?? "given"));
    }

    [Theory]
    [InlineData("stream: OK", typeof(ScanVerdict.Clean))]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND", typeof(ScanVerdict.Infected))]
    [InlineData("INSTREAM size limit exceeded. ERROR", typeof(ScanVerdict.Failed))]
    [InlineData("", typeof(ScanVerdict.Away))]
    [InlineData("stream: OK FOUNDED", typeof(ScanVerdict.Failed))]
    public void the_scanners_answer_is_read(string answer, Type verdict) =>
        Assert.IsType(verdict, ClamAv.Read(answer));

    private static FileFault? Judge(string name, byte[] content)
    {
        var judge = new TextJudge();
        judge.Feed(content);
        return FileKind.FaultOfContent(FileKind.OfName(name)!, name, content, judge.IsText);
    }

    private static string? Office(string name, byte[] content) =>
        OfficeFile.Fault(FileKind.OfName(name)!, name, new MemoryStream(content))?.Code;

    private static byte[] Padded(int bytes)
    {
        var file = new MemoryStream();
        file.Write(Zip("<Types/>", "word/document.xml"));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        using (var entry = zip.CreateEntry("word/media/image1.xml").Open())
            entry.Write(new byte[bytes]);
        return file.ToArray();
    }

    private static byte[] Zip(string? types, params string[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in types is null ? parts : [.. parts, "[Content_Types].xml"])
                using (var entry = zip.CreateEntry(part).Open())
                    entry.Write(Encoding.UTF8.GetBytes(part == "[Content_Types].xml" ? types! : "<x/>"));
        return file.ToArray();
    }
}
