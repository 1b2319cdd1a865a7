using System.Security.Claims;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Kernel;

namespace TellerLine.Rules.Calls;

/// <summary>Who may dial what, and what of a refusal is written down.</summary>
public sealed class DialGateTests : IDisposable
{
    private readonly OutboundDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task what_the_rules_allow_is_dialled_by_who_may_and_leaves_no_refusal()
    {
        Assert.Null(await Refusal("1001", "13800000001"));
        Assert.Empty(_desk.Audited);
    }

    [Fact]
    public async Task a_forbidden_number_is_refused_by_its_rule_and_that_is_written_down()
    {
        var refused = await Refusal("1001", "+85223456789");
        Assert.Equal(("dialForbidden", "Other countries"), (refused!.Code, refused.Rule!.En));
        Assert.Equal([("call.dialRefused", "contact/a", "shown, 00 国际及港澳台电话")], _desk.Audited);
    }

    [Fact]
    public async Task who_may_dial_nothing_is_refused_whatever_the_number_is()
    {
        _desk.Exchange.Registered.Add("1002");
        Assert.Equal("mayNotDial", (await Refusal("5001", "13800000001"))!.Code);
        Assert.Equal("mayNotDial", (await Refusal("9999", "13800000001"))!.Code);
        Assert.Equal("mayNotDial", (await Refusal("5001", "1002"))!.Code);
        Assert.Equal(3, _desk.Audited.Count);
    }

    [Fact]
    public async Task a_telephone_of_the_house_is_not_outside()
    {
        Assert.Equal("dialForbidden", (await Refusal("1001", "1002"))!.Code);
        _desk.Exchange.Registered.Add("1002");
        Assert.Null(await Refusal("1001", "1002"));
    }

    private Task<DialRefused?> Refusal(string agent, string number) => new DialGate(
        new OutboundDesk.Decided(DiallingRulesTests.Shipped), new Two(), _desk.Exchange, _desk)
        .Refusal(agent, number, "shown", "contact/a");

    private sealed class Two : IUsers
    {
        public IReadOnlyList<UserCard> All =>
        [
            new("1001", "李敏", "Li Min", [Role.Agent], 0, "centre"),
            new("5001", "王运营", "Wang", [Role.Operations], 0, "centre"),
        ];

        public UserCard? ByNumber(string number) => All.FirstOrDefault(user => user.Number == number);

        public DataScope ScopeOf(ClaimsPrincipal who, Permission permission) => new(null);

        public Task Put(UserCard user, string password, string by, CancellationToken ct = default) =>
            throw new NotSupportedException();
    }
}
