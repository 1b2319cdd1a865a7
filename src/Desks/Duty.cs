using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Routing;
using TellerLine.Skills;

namespace TellerLine.Desks;

/// <summary>
/// The router knows who is at work and whom he may serve: told at signing in, and again whenever that changes. One
/// word at a time of each desk, so that nobody is told of after he has left.
/// </summary>
internal sealed partial class Duty(DeskFloor desks, IRouting routing, IAgentSkills skills, ILogger<Duty> log)
    : IHostedService
{
    /// <returns>False: he was at work already.</returns>
    public async Task<bool> Begin(Desk desk)
    {
        await desk.Duty.WaitAsync();
        try
        {
            if (desk.AtWork)
                return false;
            var fact = await skills.Of(desk.Agent);
            desk.AtWork = true;
            await routing.Tell(fact, CancellationToken.None);
            return true;
        }
        finally
        {
            desk.Duty.Release();
        }
    }

    public async Task End(Desk desk)
    {
        await desk.Duty.WaitAsync();
        try
        {
            desk.AtWork = false;
            await routing.Tell(new AgentSignedOut(desk.Agent), CancellationToken.None);
        }
        finally
        {
            desk.Duty.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        skills.Changed += TellAgain;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        skills.Changed -= TellAgain;
        return Task.CompletedTask;
    }

    /// <param name="agent">Null: everybody at work.</param>
    private async void TellAgain(string? agent)
    {
        foreach (var desk in agent is null ? desks.All : [desks.Of(agent)])
        {
            try
            {
                await TellAgain(desk);
            }
            catch (Exception fault)
            {
                // Nobody waits for this: a fault here must not reach the process.
                NotToldAgain(log, desk.Agent, fault);
            }
        }
    }

    private async Task TellAgain(Desk desk)
    {
        await desk.Duty.WaitAsync();
        try
        {
            if (desk.AtWork)
                await routing.Tell(await skills.Of(desk.Agent), CancellationToken.None);
        }
        finally
        {
            desk.Duty.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The router was not told what agent {Agent} may serve from now on; the next sign-in tells it")]
    private static partial void NotToldAgain(ILogger log, string agent, Exception fault);
}
