using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class LengthsOnlyTests
{
    [Fact]
    public void Memory_that_is_written_alone_is_asked_for_nothing() => AssertBody(
        After(LengthsOnly.Run, X, Let(Own, NewLike(A)), new Fill(Own, Constant.Of(0.0)), Up(Own.Length, Add(Own.At(I), Y), Add(Out, X))),
        """
        double[] own* = new double[](length(a))
        fill own with 0.0
        for i = 0; i < length(a); i += 1
            own[i] += y
            out += x
        return x
        """);

    [Fact]
    public void Memory_that_is_read_keeps_its_own_length() => AssertBody(
        After(LengthsOnly.Run, X, Let(Own, NewLike(A)), Up(Own.Length, Add(Out, Own.At(I)))),
        """
        double[] own* = new double[](length(a))
        for i = 0; i < length(own); i += 1
            out += own[i]
        return x
        """);

    [Fact]
    public void Memory_with_another_name_keeps_its_own_length() => AssertBody(
        After(LengthsOnly.Run, X, Let(Own, NewLike(A)), Let(Alias, Own), Up(Own.Length, Add(Out, Alias.At(I)))),
        """
        double[] own* = new double[](length(a))
        double[] alias* = own
        for i = 0; i < length(own); i += 1
            out += alias[i]
        return x
        """);
}
