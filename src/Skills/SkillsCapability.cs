using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Lists;
using static TellerLine.Records.RecordAnswers;

namespace TellerLine.Skills;

/// <param name="Version">The version that was read, 0: there was no record.</param>
public sealed record SkillsChange(long Version, SkillSheet? Form);

/// <param name="Skills">In force, for who looks for one.</param>
public sealed record SkillChoices(IReadOnlyList<SkillChoice> Skills);

public sealed record SkillChoice(string Code, BilingualText Name);

public static class SkillsCapability
{
    public static readonly Capability Skills = new("Skills")
    {
        MayUse = ["Kernel", "Access", "Definitions", "Lists", "Records", "Routing"],
        Migrations = typeof(SkillsCapability).Assembly,
        Permissions = [SkillsPermissions.See, SkillsPermissions.Edit],
        Pages = [new Page("/skills", SkillsPermissions.See)],
    };

    /// <summary>Who has which skill. After <c>AddDefinitions</c> and <c>AddRouting</c>.</summary>
    public static IServiceCollection AddSkills(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(Skills);
        services.AddSingleton<BankSkills>();
        services.AddSingleton<AgentSkills>();
        services.AddSingleton<IAgentSkills>(provider => provider.GetRequiredService<AgentSkills>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<AgentSkills>());
        services.AddSingleton<SkillRecords>();
        services.AddSingleton<SkillViews>();
        services.AddSingleton<IAtStart, DemonstrationSkills>();
        return services;
    }

    public static IEndpointRouteBuilder MapSkills(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapList(
            "/api/skills",
            AgentSkillList.Of(
                services.GetRequiredService<BankSkills>(), services.GetRequiredService<KernelOptions>(),
                services.GetRequiredService<TimeProvider>()));
        var api = routes.MapGroup("/api/skills").WithTags("Skills");
        api.MapGet("/choices", (BankSkills bank) => new SkillChoices(bank.Skills)).WithName("getSkillChoices")
            .RequirePermission(SkillsPermissions.See);
        api.MapGet("/{id}", (string id, HttpContext http, SkillViews views, CancellationToken ct) =>
            Answer(views.View(id, http.User, ct))).WithName("getAgentSkills").RequirePermission(SkillsPermissions.See);
        api.MapPost("/{id}/change", (
            string id, SkillsChange wish, HttpContext http, SkillRecords records, CancellationToken ct) =>
            Answer(records.Change(id, wish.Version, wish.Form, http.User, ct))).WithName("changeAgentSkills")
            .RequirePermission(SkillsPermissions.Edit);
        return routes;
    }
}
