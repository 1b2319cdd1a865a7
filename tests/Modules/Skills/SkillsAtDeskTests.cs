using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Modules.Calls;
using TellerLine.Modules.Desks;
using TellerLine.Routing;
using TellerLine.Skills;

namespace TellerLine.Modules.Skills;

/// <summary>A desk that is at work follows what its agent can do.</summary>
public sealed class SkillsAtDeskTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task a_lapsed_certificate_gets_no_contact_and_a_new_one_does_without_signing_in_anew(DbEngine engine)
    {
        var (offers, time) = (new OffersSeen(), new FakeTime(TwoMinutesBeforeMidnight()));
        await using var web = await Start(engine, offers, time);
        using var floor = await web.SignedIn("3001");
        var today = web.Get<KernelOptions>().DayOf(time.NowUs());
        await Change(floor, version: 1, $"{today:yyyy-MM-dd}");
        await using var desk = await HubClient.Open(web, "1001");
        await desk.Ask("Claim", "desk-of-1001", false);
        var routing = web.Get<IRouting>();
        await routing.Tell(new AgentReady("1001"), Ct);

        // The certificate's last day ends.
        time.Advance(TimeSpan.FromMinutes(2));
        await routing.Tell(new ContactWaits("c-1", RoutingLimits.ServiceQueue, 0, time.NowUs())
        {
            Demands = [new SkillDemand("wealth")],
        }, Ct);
        Assert.Equal(1, routing.Look().Queue(RoutingLimits.ServiceQueue).Waiting);
        Assert.Equal(AgentState.Ready, routing.Look().Agent("1001")!.State);
        Assert.Empty(offers.Seen);

        await Change(floor, version: 2, $"{today.AddYears(1):yyyy-MM-dd}");
        var made = await offers.Next.WaitAsync(Bound, Ct);
        Assert.Equal(("c-1", "1001"), (made.ContactId, made.Agent));
    }

    [Fact]
    public async Task a_new_queue_is_served_by_who_is_at_work()
    {
        var (offers, time) = (new OffersSeen(), new FakeTime(TwoMinutesBeforeMidnight()));
        await using var web = await Start(DbEngine.Sqlite, offers, time);
        await using var desk = await HubClient.Open(web, "1002");
        await desk.Ask("Claim", "desk-of-1002", false);
        var routing = web.Get<IRouting>();
        await routing.Tell(new AgentReady("1002"), Ct);
        await routing.Tell(new ContactWaits("c-1", "cards", 0, time.NowUs()), Ct);
        Assert.Empty(offers.Seen);

        await Decided.Now(
            web, "queues",
            "queues:\n- { code: service, zh: 人工服务, en: Service }\n- { code: cards, zh: 信用卡, en: Cards }\n", Ct);
        time.Advance(TimeSpan.FromSeconds(2));
        var made = await offers.Next.WaitAsync(Bound, Ct);
        Assert.Equal(("c-1", "1002"), (made.ContactId, made.Agent));
    }

    [Fact]
    public async Task who_has_left_is_not_signed_in_by_a_change_of_his_record()
    {
        await using var web = await Start(DbEngine.Sqlite, new OffersSeen(), null);
        using var floor = await web.SignedIn("3001");
        await using var desk = await HubClient.Open(web, "1001");
        await desk.Ask("Claim", "desk-of-1001", false);
        Assert.NotNull(web.Get<IRouting>().Look().Agent("1001"));
        await desk.Ask("SignOut");
        await Change(floor, version: 1, "2999-12-31");
        Assert.Null(web.Get<IRouting>().Look().Agent("1001"));
    }

    private static DateTimeOffset TwoMinutesBeforeMidnight()
    {
        var bank = new KernelOptions();
        return Clock.FromUs(bank.DayAround(TimeProvider.System.NowUs()).ToUs) - TimeSpan.FromMinutes(2);
    }

    private static async Task Change(HttpClient who, long version, string until)
    {
        using var answer = await who.PostAsJsonAsync(
            "/api/skills/1001/change",
            new { version, form = new { skills = new[] { new { skill = "wealth", level = 3, until } } } }, Ct);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<WebUnderTest> Start(DbEngine engine, OffersSeen offers, TimeProvider? time) =>
        await WebUnderTest.Start(
            (services, configuration) =>
            {
                services
                    .AddLists(configuration).AddDefinitions(configuration).AddCustomers(configuration)
                    .AddBanking(configuration).AddContacts(configuration).AddRouting(configuration)
                    .AddSkills(configuration).AddDesks(configuration)
                    .AddSingleton<IDeskPhones>(new AgentPhones(new NoExchange()))
                    .AddSingleton<IOutboundCalls, NoCalls>()
                    .AddSingleton<IRecordingFiles, RecordedFiles>()
                    .AddSingleton<IRoutingObserver>(offers);
                if (time is not null)
                    services.AddSingleton(time);
            },
            routes =>
            {
                routes.MapDesks();
                routes.MapSkills();
            },
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");

    private sealed class NoCalls : IOutboundCalls
    {
        public Task<string?> Dial(Desk desk, DialAsked asked, DataScope scope) =>
            Task.FromResult<string?>("notFree");
    }

    private sealed class OffersSeen : IRoutingObserver
    {
        private readonly TaskCompletionSource<OfferMade> _first = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<OfferMade> Seen { get; } = [];

        public Task<OfferMade> Next => _first.Task;

        public void On(RouterEffect effect)
        {
            if (effect is not OfferMade made)
                return;
            Seen.Enqueue(made);
            _first.TrySetResult(made);
        }
    }
}
