using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Access;
using TellerLine.Catalogue;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.PersonalMenus;
using TellerLine.SelfService.Steps;

namespace TellerLine.SelfService;

public static class SelfServiceCapability
{
    public static readonly Capability SelfService = new("SelfService")
    {
        MayUse =
        [
            "Kernel", "Access", "Appointments", "Definitions", "Catalogue", "Customers", "Banking", "Bills", "Information",
            "LossReports", "Movements", "PersonalMenus", "Wealth",
        ],
        Permissions =
        [
            SelfServicePermissions.SeeWords, SelfServicePermissions.HearPrompts, SelfServicePermissions.EditPrompts,
            SelfServicePermissions.EditMenus, SelfServicePermissions.SeeFlows,
        ],
        Migrations = typeof(SelfServiceCapability).Assembly,
        Projections = [typeof(FlowStatistics)],
        Definitions = [Menus.Kind, PromptList.Kind],
        Checks = [typeof(BankNameCheck)],
        Pages =
        [
            new Page("/prompts", SelfServicePermissions.HearPrompts),
            new Page("/flows", SelfServicePermissions.SeeFlows),
        ],
        Timeline =
        [
            TimelineEvent.Of<NodeEntered>("node"),
            TimelineEvent.Of<KeyPressed>("node", "key"),
            TimelineEvent.Of<DigitsKeyed>("node", "count", "end"),
            TimelineEvent.Of<PromptsSpoken>("node", "language", "prompts", "passed", "after"),
            TimelineEvent.Of<LanguageChosen>("language"),
            TimelineEvent.Of<PinEntered>("pin", "right", "count", "failures", "end"),
            TimelineEvent.Of<OperatorKeyed>("right"),
            TimelineEvent.Of<PinRenewed>("pin", "done", "end"),
            TimelineEvent.Of<ServiceDone>(
                "item", "outcome", "achieved", "number", "amountMinor", "currency", "reference"),
            TimelineEvent.Of<EarlierTransferTold>("number", "outcome", "amountMinor", "currency"),
        ],
    };

    /// <summary>
    /// Section <c>SelfService</c> (<see cref="SelfServiceOptions"/>). Offers <see cref="TelephoneFlow"/> and <see
    /// cref="PromptBook"/>.
    /// </summary>
    public static IServiceCollection AddSelfService(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(SelfService);
        services.AddSection<SelfServiceOptions>(configuration, "SelfService");
        services.AddSingleton<PromptLibrary>();
        services.AddSingleton<Recordings>();
        services.AddSingleton(p => new PromptBook(
            p.GetRequiredService<PromptLibrary>(), p.GetRequiredService<IDefinitions>(),
            p.GetRequiredService<Recordings>(), p.GetRequiredService<SelfServiceOptions>()));
        services.AddSingleton<ICheckConfiguration, SelfServiceOptionsCheck>();
        services.AddSingleton<ICheckConfiguration, PromptCheck>();
        services.AddTelephoneSteps();
        services.AddSingleton<PromptSays>(p => name => Languages.All.All(
            language => p.GetRequiredService<PromptLibrary>().Find(language, name) is not null));
        services.AddSingleton(p => FlowWorld.Of(
            p.GetRequiredService<IDefinitions>(), p.GetRequiredService<KernelOptions>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new TelephoneFlow(
            p.GetRequiredService<SelfServiceOptions>(),
            () => p.GetRequiredService<IDefinitions>().Now(Menus.Kind).Value,
            p.GetRequiredService<Recognition>(), p.GetRequiredService<IPersonalMenus>(),
            p.GetRequiredService<IOfferedServices>(), p.GetServices<IStep>(), p.GetRequiredService<FlowWorld>(),
            p.GetRequiredService<ILogger<TelephoneFlow>>()));
        services.AddSingleton<SelfServiceWords>();
        services.AddSingleton<IOfferedItems, OfferedItems>();
        return services;
    }

    public static IEndpointRouteBuilder MapSelfService(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/self-service/words", (SelfServiceWords words) => words.All)
            .RequirePermission(SelfServicePermissions.SeeWords)
            .WithName("SelfServiceWords")
            .WithTags("SelfService")
            .Produces<WordsView>();
        PromptApi.Map(routes);
        FlowApi.Map(routes);
        return routes;
    }
}
