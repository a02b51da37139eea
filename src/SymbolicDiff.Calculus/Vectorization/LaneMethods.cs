using System.Globalization;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Makes loops of much work in lanes methods of their own: the just-in-time compiler gives a method a number of variables, and where the lanes have used them up it
/// computes the rest by calls, in memory.
/// </summary>
internal sealed class LaneMethods
{
    private const int FewestOperations = 48;

    private readonly List<Function> methods = [];
    private readonly string name;

    private LaneMethods(string name) => this.name = name;

    /// <summary>The functions, and behind them the methods that were taken out of their bodies.</summary>
    /// <param name="functions">What is to be emitted.</param>
    /// <param name="name">What the methods are called, but for a number; null where there can be none.</param>
    public static EquatableArray<Function> Of(EquatableArray<Function> functions, string? name)
    {
        if (name is null || functions.All(function => function.OneByOne is null)) return functions;
        var pass = new LaneMethods(name);
        List<Function> shorter = [.. functions.Select(function => function.OneByOne is null ? function : function with { Body = pass.Walk(function.Body) })];
        return pass.methods.Count == 0 ? functions : shorter.Concat(pass.methods).ToEquatableArray();
    }

    private Block Walk(Block block) => block.With(block.Statements.Map(Walk));

    private Statement Walk(Statement statement) =>
        statement is For { Step: LaneCode.Count } loop && Operations(loop) >= FewestOperations && Call(loop) is { } call ? call : statement.Map(expression => expression, Walk);

    private static int Operations(For loop)
    {
        int count = 0;
        foreach (Statement statement in loop.Body.AllStatements())
            foreach (Expression read in statement.Reads()) read.ForEach(part => count += part is External or Apply { Type: LanesType } or Element { Type: LanesType } ? 1 : 0);
        return count;
    }

    /// <summary>
    /// The call of the loop as a method, which gives back the lanes that the loop gathers in; null where it gives other variables values, or mentions what such a method cannot have.
    /// </summary>
    private Statement? Call(For loop)
    {
        var own = new HashSet<Variable> { loop.Counter };
        var used = new List<Variable>();
        foreach (Statement statement in loop.Body.AllStatements())
        {
            if (statement is Declare declare) own.Add(declare.Variable);
            if (statement is For inner) own.Add(inner.Counter);
        }

        var gathered = new HashSet<Variable>();
        foreach (Statement statement in new Block(loop).AllStatements())
        {
            if (statement is Assign { Target: Variable target } && !own.Contains(target)) gathered.Add(target);
            if (statement is not (Declare or Assign or Evaluate or If or For or Fill or Copy)) return null;
            if (!statement.Reads().All(read => !read.Any(part => part is External external && !IsOfLanes(external) || part is Member or Compose or Column))) return null;
            foreach (Expression read in statement.Reads()) read.ForEachVariable(variable => used.Add(variable));
        }

        if (gathered.Count > 1 || !gathered.All(variable => variable.Type.Equals(ValueType.Lanes))) return null;
        List<Variable> taken = [.. used.Concat(gathered).Where(variable => !own.Contains(variable)).Distinct()];
        return taken.All(variable => IsPassed(variable.Type)) ? Call(loop, taken, gathered.FirstOrDefault()) : null;
    }

    private static bool IsOfLanes(External external) => external.Text[0].TrimStart('(').StartsWith("global::SymbolicDiff.Lane", StringComparison.Ordinal);

    private static bool IsPassed(ValueType type) => type switch
    {
        ScalarType scalar => scalar.Kind is ScalarKind.Double or ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Boolean,
        StorageType { Kind: not StorageKind.Stack } storage => IsPassed(storage.Element),
        _ => type is LanesType,
    };

    private Statement Call(For loop, List<Variable> taken, Variable? gathered)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var parameters = taken.ToDictionary(variable => variable, variable => (Expression)new Variable(Free(variable.Name, names), 0, variable.Type, variable.Role));
        string method = name + (methods.Count == 0 ? "" : (methods.Count + 1).ToString(CultureInfo.InvariantCulture));
        var given = taken.Select(variable => new Parameter((Variable)parameters[variable], Passing.Value)).ToEquatableArray();
        EquatableArray<Result> results = gathered is null ? EquatableArray<Result>.Empty : EquatableArray.Of(new Result(null, gathered.Type));
        Block body = gathered is null ? Replaced(new Block(loop)) : new Block(Replaced(new Block(loop)).Statements.Append(new Return(parameters[gathered])).ToEquatableArray());
        methods.Add(new Function(method, given, results, body) with { IsPrivate = true });
        IEnumerable<string> text = Enumerable.Repeat(", ", taken.Count - 1).Prepend(method + "(").Append(")");
        ValueType type = gathered?.Type ?? new OpaqueType(LaneCode.Nothing);
        var call = new External(text.ToEquatableArray(), taken.ToEquatableArray<Expression>(), type, HasEffects: true, KeepsStorage: true);
        return gathered is null ? new Evaluate(call) : new Assign(gathered, AssignmentKind.Set, call);

        Block Replaced(Block block) => block.With(block.Statements.Map(statement => WithTarget(statement.Map(
            expression => expression.Substitute(variable => parameters.TryGetValue(variable, out Expression parameter) ? parameter : null), Replaced))));

        Statement WithTarget(Statement statement) =>
            statement is Assign { Target: Variable target } assign && parameters.TryGetValue(target, out Expression parameter) ? assign with { Target = parameter } : statement;
    }

    private static string Free(string wish, HashSet<string> names)
    {
        string free = wish;
        for (int number = 2; !names.Add(free); number++) free = wish + number.ToString(CultureInfo.InvariantCulture);
        return free;
    }
}
