using TellerLine.Customers;

namespace TellerLine.Rules.Customers;

public sealed class ProfileRulesTests
{
    private static readonly CustomerProfile Good = new(
        "C10001", CustomerKind.Personal, "𠮷·伟", "𠮷", "先生", Segment.Vip, IdentityKind.ResidentCard, "11010519491231002X",
        new DateOnly(1949, 12, 31), ["+8613800000001", "+861066668888"]);

    [Fact]
    public void rare_characters_dots_and_many_numbers_are_welcome() => Assert.Null(ProfileRules.Broken(Good));

    public static TheoryData<string, CustomerProfile> Broken => new()
    {
        { "id", Good with { Id = "E10001" } },
        { "id", Good with { Id = "C1; --" } },
        { "name", Good with { Name = "" } },
        { "name", Good with { Name = "张\n伟" } },
        { "name", Good with { Name = new string('张', 61) } },
        { "credit code",
            Good with { IdentityKind = IdentityKind.SocialCreditCode, IdentityNumber = "91350100M000100Y43" } },
        { "identity number", Good with { IdentityNumber = "110105194912310021" } },
        { "birth date", Good with { BornOn = new DateOnly(1950, 1, 1) } },
        { "birth date", Good with { BornOn = null } },
        { "E.164", Good with { Numbers = ["13800000001"] } },
        { "twice", Good with { Numbers = ["+8613800000001", "+8613800000001"] } },
        { "operators",
            Good with { Operators = [new OperatorProfile(
                "赵", "经理", "+8613900000001", IdentityKind.Passport, "E1234567")] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void a_fault_is_named_without_the_data(string word, CustomerProfile profile)
    {
        var rule = ProfileRules.Broken(profile);
        Assert.Contains(word, rule, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(profile.IdentityNumber, rule, StringComparison.Ordinal);
    }

    [Fact]
    public void a_profile_in_a_log_line_tells_nothing() => Assert.Equal("CustomerProfile C10001", $"{Good}");
}
