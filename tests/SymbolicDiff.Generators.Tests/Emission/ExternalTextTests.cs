using static SymbolicDiff.Generators.Tests.Emission.Build;

namespace SymbolicDiff.Generators.Tests.Emission;

public class ExternalTextTests
{
    private static readonly Variable error = Double("error");

    [Fact]
    public void Names_in_string_literals_are_free_and_those_in_holes_are_not()
    {
        Variable model = Double("Model", Role.Temporary);
        Assert.Equal(
            """
            double error = 2;
            double Model2 = 3;
            Console.WriteLine($"error {{Model}} \" {nameof(Model)} {error:F2}");
            """,
            Body(Function("F1", null, [],
                new Declare(error, Real(2)),
                new Declare(model, Real(3)),
                Effect("""global::System.Console.WriteLine($"error {{Model}} \" {nameof(Model)} {(""", """):F2}")"""))));
    }

    [Fact]
    public void What_looks_like_a_type_in_a_string_stays() => Assert.Equal(
        """
        double error = 2;
        Console.WriteLine("global::System.Math" + error);
        Console.Write(@"global::System.Math" + error);
        """,
        Body(Function("F1", null, [],
            new Declare(error, Real(2)),
            Effect("global::System.Console.WriteLine(\"global::System.Math\" + ", ")"),
            Effect("global::System.Console.Write(@\"global::System.Math\" + ", ")"))));

    private static Evaluate Effect(string before, string after) => new(
        new External(EquatableArray.Of(before, after), EquatableArray.Of<Expression>(error), new OpaqueType("void"), HasEffects: true));
}
