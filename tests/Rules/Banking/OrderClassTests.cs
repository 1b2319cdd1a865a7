using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

public sealed class OrderClassTests
{
    [Fact]
    public void every_kind_of_order_has_a_class() =>
        Assert.All(Enum.GetValues<TransferKind>(), kind => Assert.True(Enum.IsDefined(kind.Class)));

    [Theory]
    [InlineData(TransferKind.Own, true, false, true)]
    [InlineData(TransferKind.Payee, true, false, false)]
    [InlineData(TransferKind.BillWater, false, true, false)]
    [InlineData(TransferKind.AtmRevocation, false, false, true)]
    public void a_class_says_who_is_asked_and_whose_the_money_is(
        TransferKind kind, bool transfer, bool goesOn, bool his)
    {
        Assert.Equal((transfer, goesOn), (kind.Class.IsTransfer, kind.Class.GoesOn));
        Assert.Equal((his, his), (kind.Class.StaysHis, kind.Class.ComesToHim));
    }
}
