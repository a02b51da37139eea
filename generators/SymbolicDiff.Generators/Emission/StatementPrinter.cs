using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Vectorization;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Prints the body of a function, one statement a line.</summary>
internal sealed partial class StatementPrinter
{
    /// <summary>The longest <c>if</c> or <c>for</c> that stands on one line with its body.</summary>
    private const int LongestSingleLine = 110;

    private readonly SourceWriter writer;
    private readonly CSharpTypes types;
    private readonly NameScope names;
    private readonly IntegerRanges ranges = new();
    private readonly ExpressionPrinter expressions;
    private readonly HashSet<Variable> unassigned;
    private readonly HashSet<Variable> assigned;
    private readonly Dialect dialect;

    public StatementPrinter(SourceWriter writer, Function function, NameScope names, CSharpTypes types, Dialect dialect)
    {
        (this.writer, this.names, this.types, this.dialect) = (writer, names, types, dialect);
        expressions = new ExpressionPrinter(names, types, ranges, dialect.ChecksOverflow);
        unassigned = DefiniteAssignment.MissingIn(function);
        assigned = [.. function.Body.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>()];
    }

    public void PrintBody(Function function)
    {
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Passing == Passing.Out && unassigned.Contains(parameter.Variable))
                writer.Line(names[parameter.Variable] + " = " + InitialValue(parameter.Variable) + ";");
        }

        Print(function.Body.Statements, 0, new Sections(function));
    }

    private void Print(Block block) => Print(block.Statements, 0, null);

    private void Print(EquatableArray<Statement> statements, int start, Sections? sections)
    {
        for (int i = start; i < statements.Count; i++)
        {
            sections?.Begin(i, writer);
            if (statements[i] is Declare { Value: null, Variable: var later } && IsDeclaredByCall(later, statements, i + 1))
            {
                expressions.DeclareAtCall(later);
                continue;
            }

            if (AreOneCall(statements, i))
            {
                writer.Line(PrintDeconstruction((Declare)statements[i], (Declare)statements[++i]));
                continue;
            }

            int members = ElementLength(statements, i);
            if (members > 0)
            {
                writer.Line(PrintElement(statements, i, members));
                i += members - 1;
                continue;
            }

            int replaced = ReplacedLength(statements, i);
            if (replaced > 0)
            {
                writer.Line(PrintAssignment(Replacement([.. statements.Skip(i).Take(replaced).Cast<Assign>()])).Add(";"));
                i += replaced - 1;
                continue;
            }

            int initialized = InitializerLength(statements, i);
            if (initialized > 0)
            {
                writer.Line(PrintInitializer(statements, i, initialized));
                i += initialized - 1;
                continue;
            }

            if (statements[i] is Declare { Value: { } value } declare && IsDisposable(value))
            {
                Lines(PrintRented(declare, value));
                if (dialect.HasUsingDeclarations) continue;
                writer.Open("try");
                Print(statements, i + 1, sections);
                writer.Close();
                writer.Open("finally");
                writer.Line(names[declare.Variable] + ".Dispose();");
                writer.Close();
                return;
            }

            Print(statements[i]);
            if (writer.EndsWithBrace) writer.Blank();
        }
    }

    /// <summary>Whether the first mention of the variable is a call in the same block that assigns it: <c>out double bGradient</c>.</summary>
    private static bool IsDeclaredByCall(Variable variable, EquatableArray<Statement> statements, int start)
    {
        Statement? first = statements.Skip(start)
            .FirstOrDefault(statement => new Block(statement).AllStatements().Any(inner => Mentions(inner, variable)));
        return first is not null && ExternalText.OutsOf(first).Count(variable.Equals) == 1;
    }

    private static bool Mentions(Statement statement, Variable variable) =>
        (statement is Assign { Target: Variable target } && target.Equals(variable))
        || statement.Reads().Any(read => read.DescendantsAndSelf().Any(variable.Equals));

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                if (LaneCode.TitleOf(branch) is { } choice) writer.Line(choice);
                PrintIf(branch);
                break;
            case For loop:
                ranges.Set(loop.Counter, ranges.OfCounter(loop));
                if (LaneCode.TitleOf(loop) is { } title) writer.Line(title);
                PrintWithBody(ForHeader(loop), loop.Body);
                break;
            case While loop:
                PrintWithBody(new SourceLine().Open("while (").Add(expressions.Print(loop.Condition)).Close(")"), loop.Body);
                break;
            case Fill fill when NeedsLoop(fill):
                PrintFillLoop(fill);
                break;
            default:
                writer.Line(Simple(statement));
                break;
        }
    }

    private void PrintIf(If branch)
    {
        var parts = new List<(SourceLine Header, Block Body)>();
        Collect(branch, "", parts);
        bool isShort = parts.TrueForAll(part => OnOneLine(part.Header, part.Body) is not null);
        foreach (var (header, body) in parts)
        {
            if (isShort) writer.Line(OnOneLine(header, body)!);
            else PrintBraced(header, body);
        }
    }

    /// <summary>The <c>if</c>, each <c>else if</c> and the <c>else</c>.</summary>
    private void Collect(If branch, string prefix, List<(SourceLine Header, Block Body)> parts)
    {
        var (condition, then, @else) = branch;
        bool isTurned = then.IsEmpty && !@else.IsEmpty;
        if (isTurned) (then, @else) = (@else, Block.Empty);
        SourceLine header = new SourceLine().Open(prefix + "if (");
        if (branch.IsGuard) expressions.PrintGuard(header, condition, isTurned);
        else header.Add(expressions.Print(isTurned ? new Apply(Primitive.Not, ValueType.Boolean, condition) : condition));
        parts.Add((header.Close(")"), then));
        if (@else.IsEmpty) return;
        if (@else.Statements.Count == 1 && @else.Statements[0] is If { Then.IsEmpty: false } next) Collect(next, "else ", parts);
        else parts.Add((new SourceLine().Add("else"), @else));
    }

    /// <summary>The header with the body behind it, if the body is one short statement.</summary>
    private SourceLine? OnOneLine(SourceLine header, Block body)
    {
        if (body.Statements.Count != 1 || !IsShort(body.Statements[0])) return null;
        SourceLine only = Simple(body.Statements[0]);
        return writer.Indentation + header.Length + only.Length < LongestSingleLine ? new SourceLine().Add(header).Add(" ").Add(only) : null;
    }

    private void PrintBraced(SourceLine header, Block body)
    {
        writer.Open(header);
        Print(body);
        writer.Close();
    }

    private void PrintWithBody(SourceLine header, Block body)
    {
        if (OnOneLine(header, body) is { } line) writer.Line(line);
        else PrintBraced(header, body);
    }

    /// <summary>Whether the statement may stand behind its <c>if</c> or loop without braces.</summary>
    private static bool IsShort(Statement statement) =>
        statement is Assign or Copy or Push or Evaluate or Throw or Guard || (statement is Fill fill && !NeedsLoop(fill));

    private SourceLine ForHeader(For loop)
    {
        string counter = names[loop.Counter], comparison = (loop.Step > 0 ? "<" : ">") + (loop.Inclusive ? "=" : "");
        string step = loop.Step switch
        {
            1 => counter + "++",
            -1 => counter + "--",
            > 0 => counter + " += " + CSharpLiteral.Of(loop.Step),
            long.MinValue => counter + " += long.MinValue",
            _ => counter + " -= " + CSharpLiteral.Of(-loop.Step),
        };
        return new SourceLine().Open("for (" + types.Of(loop.Counter.Type) + " " + counter + " = ").Add(expressions.Print(loop.Start, converts: true))
            .Add(";").Space().Add(counter + " " + comparison + " ").Add(Operand(loop.Limit))
            .Add(";").Space().Add(step).Close(")");
    }

    /// <summary>The limit of a loop, an operand of the comparison; a literal is converted by the counter.</summary>
    private SourceLine Operand(Expression limit)
    {
        var line = new SourceLine();
        expressions.Print(line, limit, Precedence.Shift, converts: true);
        return line;
    }

    /// <summary>A statement that ends with a semicolon.</summary>
    private SourceLine Simple(Statement statement)
    {
        switch (statement)
        {
            case Declare declare:
                return PrintDeclaration(declare).Add(";");
            case Assign assign:
                return PrintAssignment(assign).Add(";");
            case Fill fill:
                return PrintFill(fill).Add(";");
            case Copy copy:
                return PrintCopy(copy).Add(";");
            case Push push:
                return new SourceLine().Open(names[push.Stack] + ".Push(").Add(expressions.Print(push.Value, converts: true)).Close(");");
            case Pop pop:
                return new SourceLine().Add(types.Of(pop.Target.Type) + " " + names[pop.Target] + " = " + names[pop.Stack] + ".Pop();");
            case Evaluate evaluate:
                return expressions.Print(evaluate.Effect).Add(";");
            case Guard guard:
                return PrintGuard(guard).Add(";");
            case Throw @throw:
                return new SourceLine().Add("throw ").Add(expressions.Print(@throw.Exception)).Add(";");
            case Return @return:
                return PrintReturn(@return).Add(";");
            default:
                throw new InvalidOperationException("Unknown statement " + statement.GetType().Name);
        }
    }

    private SourceLine PrintGuard(Guard guard)
    {
        SourceLine line = new SourceLine().Add(types.Name("Guard", CSharpTypes.Runtime)).Open("." + guard.Kind + "(");
        if (guard.Kind != GuardKind.Reference)
        {
            for (int i = 0; i < guard.Storages.Count; i++)
            {
                if (i > 0) line.Add(",").Space();
                line.Add(Guarded(guard.Storages[i]));
            }

            return line.Close(")");
        }

        line.Add("in ").Add(expressions.Print(guard.Storages[0])).Add(guard.Storages[1].Type is StorageType ? "," : ", in").Space();
        return line.Add(Guarded(guard.Storages[1])).Close(")");
    }

    private SourceLine PrintReturn(Return @return)
    {
        var line = new SourceLine().Add("return");
        if (@return.Values.Count == 0) return line;
        if (@return.Values.Count == 1) return line.Add(" ").Add(expressions.Print(@return.Values[0], converts: true));
        line.Open(" (");
        expressions.PrintList(line, @return.Values, converts: true);
        return line.Close(")");
    }

    private void Lines(IEnumerable<SourceLine> lines)
    {
        foreach (SourceLine line in lines) writer.Line(line);
    }
}

/// <summary>What the consumer's compiler understands and does.</summary>
internal sealed record Dialect(int Version, bool ChecksOverflow)
{
    public bool HasUsingDeclarations => Version >= 800;

    public bool HasNullableContext => Version >= 800;

    public bool HasScopedLocals => Version >= 1100;
}
