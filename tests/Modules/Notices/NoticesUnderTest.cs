using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Notices;

/// <summary>The outbox on a database of its own, its clock set by hand, its gateway ours to break.</summary>
internal sealed class NoticesUnderTest : IAsyncDisposable
{
    public const string Customer = "C10001", Number = "+8613800000001", NoPhone = "C10002";

    private NoticesUnderTest(TestKernel kernel, FakeTime clock, GatewayToBreak gateway) =>
        (Kernel, Clock, Gateway) = (kernel, clock, gateway);

    public TestKernel Kernel { get; }

    public FakeTime Clock { get; }

    public GatewayToBreak Gateway { get; }

    public INotices Notices => Kernel.Services.GetRequiredService<INotices>();

    public IConsents Consents => Kernel.Services.GetRequiredService<IConsents>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>It is noon at the bank.</summary>
    public static async Task<NoticesUnderTest> Start(DbEngine engine = DbEngine.Sqlite)
    {
        var clock = new FakeTime(new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero));
        var gateway = new GatewayToBreak();
        var kernel = await TestKernel.Start(engine, (services, configuration) => services
            .AddSingleton<TimeProvider>(clock).AddSingleton<INoticeGateway>(gateway)
            .AddSingleton<IAccountOwners, NoOwners>()
            .AddDefinitions(configuration).AddCustomers(configuration).AddNotices(configuration));
        await kernel.Db.Write(scope =>
        {
            var register = kernel.Services.GetRequiredService<ICustomerRegister>();
            register.Add(scope, Person(Customer, "张伟", "P1234567", ["+861066500001", Number]));
            register.Add(scope, Person(NoPhone, "林静", "P1234568", ["+861066500002"]));
            return true;
        }, Ct);
        return new NoticesUnderTest(kernel, clock, gateway);
    }

    /// <summary>The program after its end, on the same database.</summary>
    public async Task<NoticesUnderTest> Again() => new(await Kernel.Another(), Clock, Gateway);

    public Task<string> Queue(string template, string key, string customer = Customer) => Kernel.Db.Write(
        scope => Notices.Queue(
            scope, new NoticeOrder(template, customer, key, new Dictionary<string, NoticeWord>())), Ct);

    public Task<bool> Says(ConsentState state, NoticePurpose purpose = NoticePurpose.Marketing) => Kernel.Db.Write(
        scope => Consents.Change(scope, Customer, purpose, state, "A form", "3001", "wanted"), Ct);

    /// <summary>Does all that is due now.</summary>
    public Task CatchUp() => Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);

    public async Task<(string State, string Reason)> Stands(string id)
    {
        var row = await Kernel.Db.Read(c => NoticeRow.Find(c, id), Ct);
        return (row!.State, row.Reason);
    }

    public Task<long> Count(string table) =>
        Kernel.Db.Read(c => c.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}"), Ct);

    public ValueTask DisposeAsync() => Kernel.DisposeAsync();

    private static CustomerProfile Person(string id, string name, string passport, string[] numbers) => new(
        id, CustomerKind.Personal, name, name[..1], "先生", Segment.Ordinary, IdentityKind.Passport, passport,
        new DateOnly(1959, 3, 2), numbers);

    private sealed class NoOwners : IAccountOwners
    {
        public Task<string?> OwnerOf(string account, CancellationToken ct = default) => Task.FromResult<string?>(null);
    }
}

/// <summary>Takes what it is given, as a real one knows a message that comes again; or does not answer.</summary>
internal sealed class GatewayToBreak : INoticeGateway
{
    public List<OutgoingNotice> Taken { get; } = [];

    /// <summary>Every handing over, the second of the same message too.</summary>
    public int Asked { get; private set; }

    public Func<OutgoingNotice, Task<GatewayAnswer>>? Instead { get; set; }

    public bool IsConnected { get; set; } = true;

    public Task<GatewayAnswer> Send(OutgoingNotice notice, CancellationToken ct)
    {
        Asked++;
        if (Instead is { } other)
            return other(notice);
        if (Taken.All(one => one.Id != notice.Id))
            Taken.Add(notice);
        return Task.FromResult<GatewayAnswer>(new GatewayAnswer.Accepted("G1"));
    }
}
