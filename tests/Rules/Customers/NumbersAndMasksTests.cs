using TellerLine.Customers;

namespace TellerLine.Rules.Customers;

public sealed class NumbersAndMasksTests
{
    [Theory]
    [InlineData("+8613800000001", "138****0001")]
    [InlineData("+861066668888", "010****8888")]
    [InlineData("+869518880001", "095****0001")]
    [InlineData("+85299001234", "+852****1234")]
    [InlineData("95588", "*****")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void a_phone_shows_three_and_four(string? number, string masked) =>
        Assert.Equal(masked, Masks.Phone(number));

    [Fact]
    public void a_card_shows_six_and_four() =>
        Assert.Equal("628899*********1000", Masks.Account("6288990001562221000"));

    [Theory]
    [InlineData("11010519491231002X", "110105********002X")]
    [InlineData("E99012345", "E9*****45")]
    [InlineData("123", "***")]
    public void a_document_shows_its_ends(string number, string masked) => Assert.Equal(masked, Masks.Identity(number));

    [Theory]
    [InlineData("张伟", "张*")]
    [InlineData("𠮷建国", "𠮷**")]
    [InlineData("阿依古丽·买买提", "阿***")]
    [InlineData("John Smith", "J***")]
    [InlineData("张", "张*")]
    [InlineData("", "")]
    public void a_name_shows_its_first_whole_character(string name, string masked) =>
        Assert.Equal(masked, Masks.Name(name));

    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("6222021234567890", false)]
    [InlineData("79927398713", false)]
    [InlineData("", false)]
    [InlineData("411111111111111a", false)]
    [InlineData("４111111111111111", false)]
    [InlineData("00000000000000000000", false)]
    public void an_account_number_has_sixteen_to_nineteen_digits_and_a_right_check(string number, bool valid) =>
        Assert.Equal(valid, AccountNumbers.IsValid(number));

    [Fact]
    public void luhn_sees_every_wrong_digit_and_gives_the_right_one()
    {
        Assert.Equal('3', AccountNumbers.CheckDigit("7992739871"));
        const string payload = "628899012345678901";
        var number = payload + AccountNumbers.CheckDigit(payload);
        Assert.True(AccountNumbers.IsValid(number));
        for (var at = 0; at < number.Length; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
                Assert.Equal(digit == number[at], AccountNumbers.IsValid(number[..at] + digit + number[(at + 1)..]));
        }
    }

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("440524188001010014", true)]
    [InlineData("110101199003073933", true)]
    [InlineData("110105194912310021", false)]
    [InlineData("11010519490231002X", false)]
    [InlineData("11010519491231002x", false)]
    [InlineData("1101051949123100", false)]
    [InlineData("", false)]
    public void a_resident_number_has_a_day_that_exists_and_a_right_check(string number, bool valid) =>
        Assert.Equal(valid, IdentityNumbers.IsValid(IdentityKind.ResidentCard, number));

    [Fact]
    public void a_resident_number_keyed_with_a_small_x_and_blanks_is_the_same() =>
        Assert.Equal("11010519491231002X", IdentityNumbers.Canonical(" 110105 19491231 002x"));

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("9144030071526726XG", true)]
    [InlineData("911100001000017348", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M0001O0Y43", false)]
    public void a_credit_code_has_its_own_alphabet_and_check(string code, bool valid) =>
        Assert.Equal(valid, IdentityNumbers.IsValid(IdentityKind.SocialCreditCode, code));

    [Theory]
    [InlineData(IdentityKind.HongKongMacaoPermit, "H12345678", true)]
    [InlineData(IdentityKind.HongKongMacaoPermit, "X12345678", false)]
    [InlineData(IdentityKind.TaiwanPermit, "12345678", true)]
    [InlineData(IdentityKind.Passport, "E12345678", true)]
    [InlineData(IdentityKind.Passport, "E1 2", false)]
    public void other_documents_are_checked_by_their_form(IdentityKind kind, string number, bool valid) =>
        Assert.Equal(valid, IdentityNumbers.IsValid(kind, number));

    [Theory]
    [InlineData("1959-11-22", "2024-11-21", 64)]
    [InlineData("1959-11-22", "2024-11-22", 65)]
    [InlineData("2004-02-29", "2025-02-28", 20)]
    [InlineData("2004-02-29", "2025-03-01", 21)]
    [InlineData("2004-02-29", "2024-02-29", 20)]
    public void age_turns_on_the_birthday(string born, string today, int age) =>
        Assert.Equal(age, Age.On(DateOnly.Parse(born), DateOnly.Parse(today)));

    [Fact]
    public void identification_rises_with_the_same_customer_and_begins_anew_with_another()
    {
        var one = Card("C1");
        var other = Card("C2");
        var pin = Identification.Raise(
            Identification.Raise(null, one, IdentificationLevel.Number), one, IdentificationLevel.EnquiryPin);
        Assert.Equal(IdentificationLevel.EnquiryPin, pin.Level);
        Assert.Equal(IdentificationLevel.EnquiryPin, Identification.Raise(pin, one, IdentificationLevel.Account).Level);
        Assert.Equal(IdentificationLevel.Account, Identification.Raise(pin, other, IdentificationLevel.Account).Level);
    }

    private static CustomerCard Card(string id) =>
        new(id, CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, "", "", false, Accessibility.None);
}
