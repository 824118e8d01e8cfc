using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RagQA.Web;
using RagQA.Web.History;

namespace RagQA.Tests.Web.Components;

/// <summary>A page to draw components on, with what they ask for.</summary>
public abstract class ComponentTests : BunitContext
{
    protected ComponentTests()
    {
        // Not AddRagQAWeb: that brings the server's own navigation and script, which need a circuit.
        Services.AddOptions();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Answers.Noon));
        Services.AddSingleton<ICurrentPrincipal, LocalPrincipal>();
        Services.AddSingleton<IAnswerHistory, NoHistory>();
    }
}
