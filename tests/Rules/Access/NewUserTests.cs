using TellerLine.Access;
using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class NewUserTests
{
    private static readonly HashSet<string> Units = ["centre"];

    [Fact]
    public void a_sound_user_is_without_fault() => Assert.Empty(NewUser.Faults(Card(), exists: false, Units));

    [Fact]
    public void every_fault_is_told_at_once() => Assert.Equal(
        5, NewUser.Faults(
            Card() with { Number = "90 01", NameZh = " ", Roles = ["king"], AuthorityLevel = 5, OrgUnit = "moon" },
            exists: false, Units).Count);

    [Fact]
    public void a_number_is_given_once() =>
        Assert.Contains("already", Assert.Single(NewUser.Faults(Card(), exists: true, Units)));

    [Theory]
    [InlineData("short-9pw", "12 to 200")]
    [InlineData("aaaaaaabbbbbbb", "6 different")]
    [InlineData("my 9001 is secret", "user's number")]
    [InlineData("Password!2026-x", "password")]
    [InlineData("teller-XYZ-mnop", "teller-")]
    public void a_weak_password_is_refused_with_the_reason(string password, string reason) =>
        Assert.Contains(reason, NewUser.Weakness(password, "9001"));

    [Theory]
    [InlineData("corridor lamp seven")]
    [InlineData("北京的秋天很美丽二零二六年十月")]
    public void a_long_one_of_many_characters_will_do(string password) =>
        Assert.Null(NewUser.Weakness(password, "9001"));

    private static UserCard Card() => new("9001", "高远", "Gao Yuan", [Role.Administrator], 0, "centre");
}
