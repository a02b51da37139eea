using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>What can be wrong with the rules of the user's.</summary>
internal static class RuleDiagnostics
{
    private const string Category = "SymbolicDiff.Rules";

    public static readonly DiagnosticDescriptor Mistake = Error("SD0300", "Rule has a mistake",
        "The rule of '{0}' has a mistake: {1}; it is written as in {2}");

    public static readonly DiagnosticDescriptor NoMethod = Error("SD0301", "Rule without a method",
        "There is no method for the rule of '{0}': {1}; a rule names a method and its parameters, as in {2}");

    public static readonly DiagnosticDescriptor DoesNotFit = Error("SD0302", "Method cannot have a rule",
        "'{0}' cannot have a rule: {1}; a rule is for a method of real numbers with a real result, such as 'static double F(double x, int n)'");

    public static readonly DiagnosticDescriptor Second = Error("SD0303", "Two rules for one method",
        "'{0}' has {1}; keep one of them");

    public static readonly DiagnosticDescriptor Differs = new("SD0304", "Rule differs from the method",
        "At {1} the rule of '{0}' gives {2} for the derivative with respect to '{3}', but the values of the method have the slope {4}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ByHand = Error("SD0305", "Derivative written by hand does not fit",
        "'{0}' is no reverse derivative of '{1}': {2}");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [Mistake, NoMethod, DoesNotFit, Second, Differs, ByHand];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
