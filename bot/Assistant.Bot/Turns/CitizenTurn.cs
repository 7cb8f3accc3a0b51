namespace Assistant.Bot.Turns;

public sealed class CitizenTurn
{
    public Task<TurnReply> RunAsync(CitizenMessage message, CancellationToken hangUp) =>
        Task.FromResult(new TurnReply { Outcome = TurnOutcome.NothingFound });
}
