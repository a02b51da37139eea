using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class LogisticTailsTests
{
    private static readonly Variable E = Real("e", Role.Source);
    private static readonly Variable P = Real("p", Role.Source);
    private static readonly Statement[] Logistic = [Let(E, Exp(-X)), Let(P, 1.0 / (1.0 + E))];

    [Fact]
    public void The_halves_are_one_product() => AssertBody(
        After(LogisticTails.Run, P, [.. Logistic, Set(Out, Halves(P * (1.0 - P), P * P * E))]),
        """
        double e = exp((-x))
        double p = (1.0 / (1.0 + e))
        out = ((p == 0.0) ? 0.0 : (p * (p * e)))
        return p
        """);

    [Fact]
    public void Other_factors_and_signs_stay() => AssertBody(
        After(LogisticTails.Run, P, [.. Logistic, Set(Out, Halves(-(Y * (P * (1.0 - P)) / X), -(Y * (P * P * E) / X)))]),
        """
        double e = exp((-x))
        double p = (1.0 / (1.0 + e))
        out = (-((y * ((p == 0.0) ? 0.0 : (p * (p * e)))) / x))
        return p
        """);

    [Fact]
    public void The_difference_alone_is_one_at_zero() => AssertBody(
        After(LogisticTails.Run, P, [.. Logistic, Set(Out, Y * Halves(1.0 - P, P * E))]),
        """
        double e = exp((-x))
        double p = (1.0 / (1.0 + e))
        out = (y * ((p == 0.0) ? 1.0 : (p * e)))
        return p
        """);

    [Fact]
    public void What_may_be_infinite_is_multiplied_outside_of_the_guard() => AssertBody(
        After(LogisticTails.Run, P, [.. Logistic, Set(Out, Halves(Y * P * (1.0 - P), Y * P * P * E))]),
        """
        double e = exp((-x))
        double p = (1.0 / (1.0 + e))
        out = ((y * p) * ((p == 0.0) ? 1.0 : (p * e)))
        return p
        """);

    [Fact]
    public void Other_choices_stay()
    {
        // Another variable, another limit, other factors, two differences.
        Stays([.. Logistic, Set(Out, new Conditional(X.IsLess(0.5), P * (1.0 - P), P * P * E))]);
        Stays([.. Logistic, Set(Out, new Conditional(P.IsLess(0.25), P * (1.0 - P), P * P * E))]);
        Stays([.. Logistic, Set(Out, Halves(P * (1.0 - P), P * E))]);
        Stays([.. Logistic, Set(Out, Halves(P * (1.0 - P), P * P * E * Y))]);
        Stays([.. Logistic, Set(Out, Halves(P * (1.0 - P) / Y, P * P * E * Y))]);
        Stays([.. Logistic, Set(Out, Halves((1.0 - P) * (1.0 - P), P * E * (P * E)))]);
    }

    [Fact]
    public void What_is_no_longer_the_logistic_function_stays()
    {
        Stays([Let(E, Exp(-X)), Let(P, 1.0 / (2.0 + E)), Set(Out, Halves(P * (1.0 - P), P * P * E))]);
        Stays([.. Logistic, Set(E, Y), Set(Out, Halves(P * (1.0 - P), P * P * E))]);
        Stays([.. Logistic, Set(P, Y), Set(Out, Halves(P * (1.0 - P), P * P * E))]);
    }

    [Fact]
    public void What_the_primal_chooses_stays() => Stays([.. Logistic, Let(S, Halves(P * (1.0 - P), P * P * E)), Set(Out, S)]);

    private static Conditional Halves(Expression below, Expression above) => new(P.IsLess(0.5), below, above);

    private static void Stays(Statement[] statements) => Assert.Equal(After(function => function, P, statements), After(LogisticTails.Run, P, statements));
}
