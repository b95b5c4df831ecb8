using Ledger.Domain;
using Ledger.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Activities;

/// <summary>Registers the activities over the domain.</summary>
public static class ServiceRegistration
{
    /// <summary>Makes Ledger's activities available to definitions, and tells the engine which refusals are final.</summary>
    public static IServiceCollection AddLedgerActivities(this IServiceCollection services)
    {
        services.AddActivitiesFrom<LedgerActivity>();
        services.PostConfigure<WorkflowOptions>(options =>
        {
            var isPermanent = options.IsPermanent;
            var codeOf = options.CodeOf;
            // A rule of the business gives the same answer however often it is asked; only people can change the facts.
            options.IsPermanent = exception => exception is DomainException || isPermanent(exception);
            options.CodeOf = exception => (exception as DomainException)?.Code ?? codeOf(exception);
        });
        return services;
    }
}
