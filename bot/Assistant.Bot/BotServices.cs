using Assistant.Bot.Answers;
using Assistant.Bot.Complaints;
using Assistant.Bot.Conversations;
using Assistant.Bot.Dialogue;
using Assistant.Bot.Handover;
using Assistant.Bot.Questions;
using Assistant.Bot.Search;
using Assistant.Bot.Turns;
using Assistant.Bot.Understanding;
using Assistant.Knowledge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Bot;

/// <summary>Doors of the bot.</summary>
public static class BotServices
{
    /// <summary>Adds the turn and its steps. Needs knowledge and a passage index.</summary>
    public static IServiceCollection AddBot(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TurnOptions>, ValidateTurnOptions>();
        services.AddSingleton<IValidateOptions<DialogueOptions>, ValidateDialogueOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<QuestionReader>();
        services.TryAddSingleton<QuestionGuard>();
        services.TryAddSingleton<QuestionClassifiers>();
        services.TryAddSingleton<FactSearch>();
        services.TryAddSingleton<Repairs>();
        services.TryAddSingleton<SeveralQuestions>();
        services.TryAddSingleton<RuleChoice>();
        services.TryAddSingleton<RuleDesk>();
        services.TryAddSingleton<SlotAsking>();
        services.TryAddSingleton<RuledAnswer>();
        services.TryAddSingleton<QuotedAnswer>();
        services.TryAddSingleton<AnswerCheck>();
        services.TryAddSingleton<HandoverSigns>();
        services.TryAddSingleton<Remembering>();
        services.TryAddSingleton<TurnFarewell>();
        services.TryAddSingleton<TurnJournal>();
        services.TryAddSingleton<CitizenTurn>();
        return services;
    }

    /// <summary>Has the classifiers trained, or the kept ones read, before any content goes live rather than at the first question. Call before the first load.</summary>
    public static void LearnFromContent(this IServiceProvider services)
    {
        var classifiers = services.GetRequiredService<QuestionClassifiers>();
        services.GetRequiredService<KnowledgeBase>().GoingLive += content => classifiers.For(content);
    }

    /// <summary>Adds the running of turns for conversations that are stored. Needs an <see cref="IConversationStore"/>.</summary>
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.TryAddSingleton<RunTurn>(provider =>
        {
            var turn = provider.GetRequiredService<CitizenTurn>();
            var store = provider.GetRequiredService<IConversationStore>();
            var farewell = provider.GetRequiredService<TurnFarewell>();
            return async (message, hangUp) =>
            {
                try
                {
                    var conversation = await store.FindAsync(message.ConversationId, hangUp);
                    return await turn.RunAsync(message, conversation?.Memory ?? new ConversationMemory(), hangUp);
                }
                catch (ServiceUnavailableException)
                {
                    return farewell.ServiceUnavailable(new ConversationMemory());
                }
            };
        });
        services.AddSingleton<IValidateOptions<ComplaintOptions>, ValidateComplaintOptions>();
        services.TryAddSingleton<ComplaintDesk>();
        services.TryAddSingleton<TurnDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<TurnDispatcher>());
        services.AddHostedService<MemoryRetention>();
        return services;
    }
}
