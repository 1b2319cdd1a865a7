using TellerLine.Files.Core;

namespace TellerLine.Rules.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("利率表 2026（终稿）.pdf")]
    [InlineData("a.b.c.pdf")]
    [InlineData("𠮷野家.png")]
    [InlineData("👩‍💻.png")]
    [InlineData("Übersicht-№7_[1].xlsx")]
    public void what_people_call_their_files_is_taken(string name) => Assert.Null(FileName.Fault(name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("../../etc/passwd.txt")]
    [InlineData("..\\boot.txt")]
    [InlineData("C:x.txt")]
    [InlineData("a\u0000.txt")]
    [InlineData("a\r\nSet-Cookie: x.txt")]
    [InlineData("fdp.\u202Eexe.txt")]
    [InlineData("a\u2066b.txt")]
    [InlineData("a\u200Bb.txt")]
    [InlineData("a\uFEFFb.txt")]
    [InlineData("a.pdf\u3164\u3164.txt")]
    [InlineData("a\u2800.txt")]
    [InlineData("\uD800.txt")]
    [InlineData(".htaccess")]
    [InlineData("a.txt.")]
    [InlineData("a.txt ")]
    [InlineData("NUL.txt")]
    [InlineData("com1.pdf")]
    [InlineData("a\"b.txt")]
    public void a_name_that_lies_or_that_some_system_cannot_save_is_refused(string name) =>
        Assert.Equal("badName", FileName.Fault(name)?.Code);

    [Fact]
    public void a_name_has_240_bytes_at_most()
    {
        Assert.Null(FileName.Fault(new string('a', 236) + ".pdf"));
        Assert.NotNull(FileName.Fault(new string('a', 237) + ".pdf"));
        Assert.Null(FileName.Fault(new string('行', 78) + ".pdf"));
        Assert.NotNull(FileName.Fault(new string('行', 79) + ".pdf"));
    }
}
