using TellerLine.Customers;

namespace TellerLine.Rules.Customers;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("+8613800000001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("8613800000001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("013800000001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("13800000001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("008613800000001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("+86 138-0000-0001", "+8613800000001", NumberKind.Mobile)]
    [InlineData("１３８００００００００１", "+8613800000001", NumberKind.Garbage)]
    [InlineData("１３８０００００００１", "+8613800000001", NumberKind.Mobile)]
    [InlineData("01066668888", "+861066668888", NumberKind.Landline)]
    [InlineData("(010) 6666 8888", "+861066668888", NumberKind.Landline)]
    [InlineData("+86 (0)10 6666 8888", "+861066668888", NumberKind.Landline)]
    [InlineData("+861066668888", "+861066668888", NumberKind.Landline)]
    [InlineData("861066668888", "+861066668888", NumberKind.Landline)]
    [InlineData("02168881234", "+862168881234", NumberKind.Landline)]
    [InlineData("09518880001", "+869518880001", NumberKind.Landline)]
    [InlineData("075588881234", "+8675588881234", NumberKind.Landline)]
    [InlineData("4008895588", "+864008895588", NumberKind.Service)]
    [InlineData("+85299001234", "+85299001234", NumberKind.International)]
    [InlineData("0085299001234", "+85299001234", NumberKind.International)]
    [InlineData("+14155550123", "+14155550123", NumberKind.International)]
    public void a_number_has_one_form_however_it_is_written(string raw, string e164, NumberKind kind)
    {
        var number = PhoneNumbers.Normalise(raw);
        Assert.Equal(kind, number.Kind);
        Assert.Equal(kind == NumberKind.Garbage ? null : e164, number.E164);
        Assert.Equal(raw, number.Original);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("anonymous")]
    [InlineData("Anonymous")]
    [InlineData("Restricted")]
    [InlineData("unavailable")]
    [InlineData("未知号码")]
    [InlineData("00000000000")]
    [InlineData("0")]
    public void a_withheld_number_is_hidden(string? raw)
    {
        var number = PhoneNumbers.Normalise(raw);
        Assert.Equal((null, NumberKind.Hidden), (number.E164, number.Kind));
    }

    [Theory]
    [InlineData("010-66668888-801", "801")]
    [InlineData("010-66668888转801", "801")]
    [InlineData("010 66668888 转分机 801", "801")]
    [InlineData("01066668888;ext=801", "801")]
    [InlineData("01066668888 ext. 801", "801")]
    [InlineData("01066668888x801", "801")]
    [InlineData("01066668888#801", "801")]
    public void an_extension_stands_apart(string raw, string extension)
    {
        var number = PhoneNumbers.Normalise(raw);
        Assert.Equal(("+861066668888", extension), (number.E164, number.Extension));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("+")]
    [InlineData("+86")]
    [InlineData("+8612")]
    [InlineData("12000000000")]
    [InlineData("138000000012")]
    [InlineData("+0123456789")]
    [InlineData("010")]
    [InlineData("0101234")]
    [InlineData("1'; DROP TABLE customer; --")]
    [InlineData("１")]
    [InlineData("x801")]
    [InlineData("13800000001#")]
    [InlineData("+86+13800000001")]
    [InlineData("12345678901234567890")]
    public void garbage_is_named_so(string raw)
    {
        var number = PhoneNumbers.Normalise(raw);
        Assert.Equal((null, NumberKind.Garbage, raw), (number.E164, number.Kind, number.Original));
    }

    [Theory]
    [InlineData("95588")]
    [InlineData("110")]
    [InlineData("10086")]
    public void a_short_code_has_no_world_wide_form(string raw)
    {
        var number = PhoneNumbers.Normalise(raw);
        Assert.Equal((null, NumberKind.Short), (number.E164, number.Kind));
    }

    [Fact]
    public void a_local_number_needs_its_area()
    {
        Assert.Equal((null, NumberKind.Local), Form("66668888", null));
        Assert.Equal(("+861066668888", NumberKind.Landline), Form("66668888", "010"));
        Assert.Equal(("+869518880001", NumberKind.Landline), Form("8880001", "0951"));
        Assert.Equal((null, NumberKind.Local), Form("8880001", "010"));
    }

    [Fact]
    public void a_local_number_that_begins_with_86_is_no_country_code() =>
        Assert.Equal((null, NumberKind.Local), Form("86123456", null));

    [Fact]
    public void of_a_monster_sixty_four_characters_are_kept()
    {
        var number = PhoneNumbers.Normalise(new string('1', 100_000));
        Assert.Equal((NumberKind.Garbage, 64), (number.Kind, number.Original.Length));
    }

    [Fact]
    public void nothing_anybody_sends_throws()
    {
        var random = new Random(1);
        const string alphabet = "+0123456789-() .xX#;=ext转分机匿\0\u00a0😀a";
        for (var i = 0; i < 20_000; i++)
        {
            var raw = string.Concat(
                Enumerable.Range(0, random.Next(0, 20)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var number = PhoneNumbers.Normalise(raw);
            Assert.True(number.E164 is null || (number.E164[0] == '+' && number.E164.Length is >= 8 and <= 16), raw);
            if (number.E164 is not null)
                Assert.Equal(number.E164, PhoneNumbers.Normalise(number.E164).E164);
        }
    }

    private static (string?, NumberKind) Form(string raw, string? area)
    {
        var number = PhoneNumbers.Normalise(raw, area);
        return (number.E164, number.Kind);
    }
}
