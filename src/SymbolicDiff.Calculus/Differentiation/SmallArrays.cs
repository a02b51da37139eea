using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Arrays of few numbers that a function makes for itself and reaches by constant indices alone become variables, one for each element. Short loops over such
/// elements are written out for it. Every number is computed as before, in the same order.
/// </summary>
internal sealed class SmallArrays
{
    private const int MostElements = 9;
    private const int MostIterations = 4;
    private const int MostStatements = 24;

    private readonly VariableSource variables;
    private readonly Dictionary<Variable, int> lengths = [];

    private SmallArrays(Function function)
    {
        variables = new VariableSource(function);
        foreach (Statement statement in function.Body.AllStatements())
            if (statement is Declare { Value: Allocate { Memory: { Rank: 1, Element: ScalarType, Kind: not StorageKind.Stack }, Lengths: var given } } declare && given[0] is Constant { Bits: > 0 and <= MostElements } length)
                lengths.Add(declare.Variable, (int)length.Bits);
    }

    /// <param name="function">A function in normal form.</param>
    public static Function Run(Function function)
    {
        var arrays = new SmallArrays(function);
        if (arrays.lengths.Count == 0) return function;
        arrays.Keep(function.Body, []);
        if (arrays.lengths.Count == 0) return function;
        Block writtenOut = arrays.WrittenOut(function.Body);
        arrays.Keep(writtenOut, []);
        return arrays.lengths.Count == 0 ? function : function with { Body = arrays.InVariables(writtenOut) };
    }

    /// <summary>Forgets the arrays that are used in another way than by indices of which the values are known when the loops of the counters are written out.</summary>
    private void Keep(Block block, Dictionary<Variable, For> counters)
    {
        foreach (Statement statement in block.Statements)
        {
            IReadOnlyList<Expression> touched = statement switch
            {
                Declare { Value: Allocate } or Fill { Storage: Variable } => [],
                Assign assign => [assign.Target, assign.Value],
                _ => statement.Reads(),
            };
            foreach (Expression used in touched) Keep(used, counters);
            bool isShort = statement is For loop && IsShort(loop);
            if (isShort) counters.Add(((For)statement).Counter, (For)statement);
            foreach (Block inner in statement.Blocks()) Keep(inner, counters);
            if (isShort) counters.Remove(((For)statement).Counter);
        }
    }

    private void Keep(Expression expression, Dictionary<Variable, For> counters)
    {
        switch (expression)
        {
            case Variable variable:
                lengths.Remove(variable);
                return;
            case Element { Storage: Variable array, Indices: { Count: 1 } indices } when lengths.TryGetValue(array, out int length):
                List<Variable> used = [.. indices[0].DescendantsAndSelf().OfType<Variable>()];
                if (!used.All(counters.ContainsKey) || !ValuesOf(indices[0], used.Distinct().Select(counter => counters[counter])).All(value => value >= 0 && value < length)) lengths.Remove(array);
                return;
            case Apply { Primitive.Form: PrimitiveForm.Length } count when count.Operands[0] is Variable:
                return;
            default:
                foreach (Expression part in expression.Children()) Keep(part, counters);
                return;
        }
    }

    private static bool IsShort(For loop) => CountersOf(loop) is { Count: <= MostIterations } counters
        && counters.Count * loop.Body.AllStatements().Count() <= MostStatements && loop.Body.AllStatements().All(statement => statement is not (While or Push or Pop));

    /// <summary>The values of the counter; null where they are not known, or many.</summary>
    private static List<long>? CountersOf(For loop)
    {
        if (loop.Start is not Constant start || loop.Limit is not Constant limit) return null;
        var values = new List<long>();
        for (long i = start.Bits; loop.Step > 0 ? i < limit.Bits || loop.Inclusive && i == limit.Bits : i > limit.Bits || loop.Inclusive && i == limit.Bits; i += loop.Step)
        {
            values.Add(i);
            if (values.Count > MostIterations) return null;
        }

        return values;
    }

    /// <summary>All values of an index; null among them where it is no sum or product of counters.</summary>
    private static IEnumerable<long?> ValuesOf(Expression index, IEnumerable<For> loops)
    {
        IEnumerable<Expression> all = [index];
        foreach (For loop in loops)
            all = all.SelectMany(expression => CountersOf(loop)!.Select(value => At(expression, loop.Counter, value))).ToList();
        return all.Select(expression => Folded(expression) is Constant constant ? constant.Bits : (long?)null);
    }

    private static Expression At(Expression expression, Variable counter, long value) =>
        expression.Substitute(variable => variable.Equals(counter) ? new Constant(counter.Type, value) : null);

    private static Expression Folded(Expression expression)
    {
        Expression folded = expression.MapChildren(Folded);
        if (folded is not Apply { Type: ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } } apply || !apply.Operands.All(operand => operand is Constant)) return folded;
        List<long> numbers = [.. apply.Operands.Select(operand => ((Constant)operand).Bits)];
        long? value = (apply.Primitive.Name, numbers.Count) switch
        {
            ("+", 2) => numbers[0] + numbers[1],
            ("-", 2) => numbers[0] - numbers[1],
            ("*", 2) when Math.Abs(numbers[0]) <= short.MaxValue && Math.Abs(numbers[1]) <= short.MaxValue => numbers[0] * numbers[1],
            ("neg", 1) => -numbers[0],
            _ => null,
        };
        return value is >= short.MinValue and <= short.MaxValue ? new Constant(apply.Type, value.Value) : folded;
    }

    private Block WrittenOut(Block block) => block.With([.. block.Statements.SelectMany(WrittenOut)]);

    private IEnumerable<Statement> WrittenOut(Statement statement)
    {
        Statement inner = statement.Map(expression => expression, WrittenOut);
        if (statement is not For given || !IsShort(given) || inner is not For loop || !IndexesArrays(given)) return [inner];
        return CountersOf(loop)!.SelectMany(value => Folded(Copied(loop.Body, new Dictionary<Variable, Expression> { [loop.Counter] = new Constant(loop.Counter.Type, value) })).Statements);
    }

    private bool IndexesArrays(For loop) => loop.Body.AllStatements()
        .SelectMany(statement => statement is Assign assign ? statement.Reads().Append(assign.Target) : statement.Reads())
        .SelectMany(read => read.DescendantsAndSelf()).OfType<Element>()
        .Any(element => element.Storage is Variable array && lengths.ContainsKey(array) && element.Indices[0].DescendantsAndSelf().Contains(loop.Counter));

    private Block Copied(Block block, Dictionary<Variable, Expression> replacements)
    {
        Block copy = Copies.Of(block, variables, replacements);
        foreach (var (original, own) in block.AllStatements().OfType<Declare>().Zip(copy.AllStatements().OfType<Declare>(), (original, own) => (original, own)))
            if (lengths.TryGetValue(original.Variable, out int length)) lengths[own.Variable] = length;
        return copy;
    }

    private static Block Folded(Block block) => block.With([.. block.Statements.Select(statement => statement is Assign assign
        ? assign.With(Folded(assign.Target), assign.Kind, Folded(assign.Value))
        : statement.Map(Folded, Folded))]);

    /// <summary>With a variable for each element.</summary>
    private Block InVariables(Block body)
    {
        var elements = lengths.ToDictionary(pair => pair.Key, pair => Enumerable.Range(0, pair.Value)
            .Select(i => variables.New(pair.Key.Name + i.ToString(System.Globalization.CultureInfo.InvariantCulture), ((StorageType)pair.Key.Type).Element, Role.Source)).ToList());
        return In(body);

        Block In(Block block) => block.With(DeclaredWithValue([.. block.Statements.SelectMany(Named)], elements.Values.SelectMany(own => own)));

        IEnumerable<Statement> Named(Statement statement) => statement switch
        {
            Declare declare when elements.TryGetValue(declare.Variable, out var own) => own.Select(element => new Declare(element, Constant.ZeroOf(element.Type))),
            Fill { Storage: Variable array } fill when elements.TryGetValue(array, out var own) => own.Select(element => new Assign(element, AssignmentKind.Set, fill.Value)),
            Assign assign => [assign.With(Element(assign.Target), assign.Kind, Element(assign.Value))],
            _ => [statement.Map(Element, In)],
        };

        Expression Element(Expression expression) => expression switch
        {
            Ir.Element { Storage: Variable array } element when elements.TryGetValue(array, out var own) => own[(int)((Constant)element.Indices[0]).Bits],
            Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable array && elements.TryGetValue(array, out var own) => new Constant(length.Type, own.Count),
            _ => expression.MapChildren(Element),
        };
    }

    /// <summary>An element that is assigned before anything else happens to it is declared there.</summary>
    private static List<Statement> DeclaredWithValue(List<Statement> statements, IEnumerable<Variable> elements)
    {
        foreach (Variable element in elements)
        {
            int declared = statements.FindIndex(statement => statement is Declare declare && declare.Variable.Equals(element));
            int first = declared < 0 ? -1 : statements.FindIndex(declared + 1, statement => Mentions(statement, element));
            if (first < 0 || statements[first] is not Assign { Kind: AssignmentKind.Set, Target: Variable } assign || Mentions(assign.Value, element)) continue;
            statements[first] = new Declare(element, assign.Value);
            statements.RemoveAt(declared);
        }

        return statements;
    }

    private static bool Mentions(Statement statement, Variable element) => new Block(statement).AllStatements()
        .Any(inner => inner is Assign { Target: Variable target } && target.Equals(element) || inner.Reads().Any(read => Mentions(read, element)));

    private static bool Mentions(Expression expression, Variable element) => expression.DescendantsAndSelf().Contains(element);
}
