using TellerLine.Assisted;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Assisted;

/// <summary>A transfer with an agent, over the telephone bank as it is; only the conversation is played.</summary>
public sealed class AssistedTransferTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Like by keypad: 800 on a bound telephone are posted once, and each step is told.</summary>
    [Fact]
    public async Task eight_hundred_are_read_back_keyed_and_posted_once()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 800_00);
        Assert.Equal("readBack", (await on.Transfer.View(Ct)).State);
        Assert.Null(await on.Transfer.Confirm());
        Assert.Equal("keying", (await on.Transfer.View(Ct)).State);
        Assert.Equal("entry", await on.Transfer.Cancel());
        on.Call.Keyed("wrong", null);
        Assert.Equal("pin", (await on.Transfer.View(Ct)).State);
        Assert.Null(await on.Transfer.Confirm());
        on.Call.Keyed("verified", await bank.Token("C1"));
        var over = await on.Until("over");
        Assert.Equal(("posted", 200_00L, "notNow"), (over.Outcome, over.BalanceMinor, await on.Transfer.Confirm()));
        Assert.Equal(800_00, await bank.Fen(on.Payee));
        Assert.Equal([nameof(ReadBackBegun), nameof(TransferConfirmed)], on.Call.Told);

        // The agent tells it: the next call does not. Marked beside it, and soon.
        while ((await bank.Telephone.Untold("C1", Ct)).Count > 0)
            await Task.Yield();
    }

    [Fact]
    public async Task a_line_that_drops_before_it_is_sent_voids_it_even_when_the_pin_was_right()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 800_00);
        await on.Transfer.Confirm();
        var token = await bank.Token("C1");
        on.Call.HangsUp();
        on.Call.Keyed("verified", token);
        var over = await on.Until("over");
        Assert.Equal(("void", null), (over.Outcome, over.Number));
        Assert.Equal(0, await bank.Fen(on.Payee));
        Assert.Equal(nameof(TransferDropped), on.Call.Told[^1]);
    }

    /// <summary>From there on the bank's record decides; nobody has told the customer, so the next call does.</summary>
    [Fact]
    public async Task a_line_that_drops_after_it_is_sent_changes_nothing()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 800_00);
        await on.Transfer.Confirm();
        bank.Core.Held = new TaskCompletionSource();
        on.Call.Keyed("verified", await bank.Token("C1"));
        await bank.Core.Holding.Task.WaitAsync(Ct);
        on.Call.HangsUp();
        bank.Core.Held.SetResult();
        Assert.Equal("posted", (await on.Until("over")).Outcome);
        Assert.Equal(800_00, await bank.Fen(on.Payee));
        Assert.Equal(TransferEnd.Posted, Assert.Single(await bank.Telephone.Untold("C1", Ct)).End);
    }

    [Fact]
    public async Task a_line_that_drops_while_a_second_person_is_asked_voids_it()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 6_000_00);
        await on.Transfer.Confirm();
        on.Call.Keyed("verified", await bank.Token("C1"));
        var waiting = await on.Until("pending");
        on.Call.HangsUp();
        var over = await on.Until("over");
        Assert.Equal(("void", waiting.Number), (over.Outcome, over.Number));
        Assert.Equal(TransferVoid.LineDropped, Assert.Single(await bank.Second.Past(Ct)).Void);
        Assert.Equal(0, await bank.Fen(on.Payee));
    }

    [Fact]
    public async Task what_the_second_person_decides_is_told_at_the_desk()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 6_000_00);
        await on.Transfer.Confirm();
        on.Call.Keyed("verified", await bank.Token("C1"));
        var waiting = await on.Until("pending");
        await bank.Second.Reject(waiting.Number!, new("3001", "s3", null), "ask again", Ct);
        var over = await on.Until("over");
        Assert.Equal("void", over.Outcome);
        Assert.Contains("ask again", over.Told!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blockedToday")]
    [InlineData("frozen")]
    [InlineData("notSet")]
    public async Task a_pin_that_cannot_be_tried_ends_it(string outcome)
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 800_00);
        await on.Transfer.Confirm();
        on.Call.Keyed(outcome, null);
        Assert.Equal("refused", (await on.Until("over")).Outcome);
    }

    [Fact]
    public async Task what_cannot_be_asked_now_leaves_it_as_it_was()
    {
        await using var bank = await Bank.Start();
        await using var on = await Line.Of(bank, 800_00);
        on.Call.Refusal = "spoken";
        Assert.Equal("spoken", await on.Transfer.Confirm());
        Assert.Equal("readBack", (await on.Transfer.View(Ct)).State);
        Assert.Null(await on.Transfer.Cancel());
        Assert.Equal("void", (await on.Transfer.View(Ct)).Outcome);
    }

    private sealed class Line(AssistedTransfer transfer, PlayedCall call, string payee) : IAsyncDisposable
    {
        public AssistedTransfer Transfer => transfer;

        public PlayedCall Call => call;

        public string Payee => payee;

        public static async Task<Line> Of(Bank bank, long fen)
        {
            bank.Papers.Type = new ContractType(
                "extended", "", "", "personal", 200_000, 1_000_000, 50_000, 50_000, 500, 1_000, 5_000);
            var from = await bank.Open("C1", fen < 1_000_00 ? 1_000_00 : 100_000_00);
            var payee = await bank.Open("C2", 0);
            bank.Papers.Name(payee);
            var call = new PlayedCall();
            var transfer = new AssistedTransfer(
                call, "1003",
                new TransferWish(
                    TransferKind.Payee, "C1", from, payee, Money.Cny(fen), "desk-0001", call.ContactId,
                    new PinToken(""))
                {
                    PayeeKnown = true, Caller = Papers.Bound,
                    Origin = new OrderOrigin(OrderWay.Agent, "1003", "read back", IdentificationLevel.TransactionPin)
                    {
                        AloneMinor = 5_000_00, Session = "s1",
                    },
                },
                "王*", bank.Telephone, bank.Second);
            transfer.Begin();
            return new Line(transfer, call, payee);
        }

        public async Task<AssistedTransferView> Until(string state)
        {
            while (true)
            {
                var view = await transfer.View(Ct);
                if (view.State == state)
                    return view;
                Ct.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
