using System.Globalization;
using System.Text;
using Sprache;

namespace SymbolicDiff.Calculus.Rules;

// file       := rule*                                        a rule begins at the left margin; its further lines are indented
// rule       := head ["where" name "=" term ("," name "=" term)*] ["when" term] ":" partial ("," partial)*
//             | ("exact" | "algebraic") ":" head "=>" term ["when" term]
// partial    := term ["singular"]
// term       := "if" term "then" term "else" term | or
// or         := and ("||" and)*              and            := equality ("&&" equality)*
// equality   := relation (("==" | "!=") relation)*           relation := sum (("<=" | ">=" | "<" | ">") sum)*
// sum        := product (("+" | "-") product)*               product  := unary (("*" | "/" | "%") unary)*
// unary      := ("-" | "!") unary | power                    power    := primary ["^" unary]
// primary    := number | name | name "(" term ("," term)* ")" | "(" term ")"

/// <summary>The grammar of rule files; the only place that knows the parser library.</summary>
internal static class RuleGrammar
{
    /// <summary>How many terms the parser is inside of; a term in parentheses counts twice.</summary>
    [ThreadStatic]
    private static int depth;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal) { "if", "then", "else", "where", "when", "singular" };

    private static readonly Parser<Place> Here = input => Result.Success(new Place(input.Line, input.Column), input);

    private static readonly Parser<double> Number = Lexeme(
        from whole in Parse.Chars("0123456789").AtLeastOnce().Text()
        from fraction in Parse.Char('.').Then(_ => Parse.Chars("0123456789").AtLeastOnce().Text()).Optional()
        from exponent in Exponent.Optional()
        select ToDouble(whole + "." + fraction.GetOrElse("0") + exponent.GetOrElse("")));

    private static readonly Parser<string> Name = Lexeme(Word(word => !Keywords.Contains(word))).Named("a name");

    private static readonly Parser<Term> AnyTerm = Nested(Parse.Ref(() => Choice!.XOr(Disjunction!)).Named("a term"));

    private static readonly Parser<Term> Parenthesised =
        from open in Symbol("(")
        from term in AnyTerm
        from close in Symbol(")")
        select term;

    private static readonly Parser<Term> Literal =
        from place in Here
        from value in Number
        select new NumberTerm(place, value);

    private static readonly Parser<Term> NameOrCall =
        from place in Here
        from name in Name
        from arguments in Arguments.XOptional()
        select arguments.IsDefined ? (Term)new CallTerm(place, name, arguments.Get()) : new NameTerm(place, name);

    private static readonly Parser<Term> Primary = Parenthesised.XOr(Literal).XOr(NameOrCall).Named("a term");

    private static readonly Parser<Term> Power =
        from root in Primary
        from place in Here
        from exponent in Symbol("^").Then(_ => Unary!).XOptional()
        select exponent.IsDefined ? new CallTerm(place, "pow", [root, exponent.Get()]) : root;

    private static readonly Parser<Term> Unary = Nested(Parse.Ref(() => Negation("-", "neg").XOr(Negation("!", "!")).XOr(Power)).Named("a term"));

    private static readonly Parser<Term> Product = LeftToRight(Unary, "*", "/", "%");

    private static readonly Parser<Term> Sum = LeftToRight(Product, "+", "-");

    private static readonly Parser<Term> Relation = LeftToRight(Sum, "<=", ">=", "<", ">");

    private static readonly Parser<Term> Equality = LeftToRight(Relation, "==", "!=");

    private static readonly Parser<Term> Conjunction = LeftToRight(Equality, "&&");

    private static readonly Parser<Term> Disjunction = LeftToRight(Conjunction, "||");

    private static readonly Parser<Term> Choice =
        from place in Here
        from @if in Keyword("if")
        from condition in AnyTerm
        from then in Keyword("then")
        from whenTrue in AnyTerm
        from @else in Keyword("else")
        from whenFalse in AnyTerm
        select new IfTerm(place, condition, whenTrue, whenFalse);

    private static readonly Parser<Term> Guard = Keyword("when").Then(_ => AnyTerm);

    private static readonly Parser<DefinitionSyntax> Definition =
        from place in Here
        from name in Name
        from sign in Symbol("=")
        from value in AnyTerm
        select new DefinitionSyntax(place, name, value);

    private static readonly Parser<IReadOnlyList<DefinitionSyntax>> Definitions =
        Keyword("where").Then(_ => List(Definition)).XOptional().Select(definitions => definitions.GetOrElse([]));

    private static readonly Parser<PartialSyntax> Partial =
        from value in AnyTerm
        from singular in Keyword("singular").XOptional()
        select new PartialSyntax(value, singular.IsDefined);

    private static readonly Parser<RuleSyntax> Derivative =
        from head in AnyTerm
        from definitions in Definitions
        from guard in Guard.XOptional()
        from colon in Symbol(":")
        from partials in List(Partial)
        select new DerivativeSyntax(head, definitions, guard.GetOrDefault(), partials);

    private static readonly Parser<DerivativeSyntax> Left =
        from blank in Parse.WhiteSpace.Many()
        from head in AnyTerm
        from definitions in Definitions
        from guard in Guard.XOptional()
        from end in EndOf("the end of the string (each partial is a string of its own)")
        select new DerivativeSyntax(head, definitions, guard.GetOrDefault(), []);

    private static readonly Parser<(PartialSyntax Partial, IReadOnlyList<DefinitionSyntax> Definitions)> Single =
        from blank in Parse.WhiteSpace.Many()
        from partial in Partial
        from definitions in Definitions
        from end in EndOf("the end of the string (the next partial is a string of its own)")
        select (partial, definitions);

    private static readonly Parser<RuleSyntax> AnyRule =
        from marker in Keyword("exact").XOr(Keyword("algebraic")).XOptional()
        from rule in marker.IsDefined ? Rewrite(marker.Get() == "algebraic") : Derivative
        from end in EndOf("','", "the end of the rule")
        select rule;

    private static Parser<string> Exponent =>
        from mark in Parse.Chars("eE")
        from sign in Parse.Chars("+-").Optional()
        from digits in Parse.Chars("0123456789").AtLeastOnce().Text()
        select "e" + (sign.IsDefined ? sign.Get().ToString() : "") + digits;

    private static Parser<IReadOnlyList<Term>> Arguments =>
        from open in Symbol("(")
        from arguments in List(AnyTerm)
        from close in Symbol(")")
        select arguments;

    private static Parser<object?> EndOf(params string[] expected) =>
        input => input.AtEnd ? Result.Success<object?>(null, input) : Failure<object?>(input, ["an operator", .. expected]);

    /// <summary>Reads a rule file.</summary>
    /// <exception cref="RuleException">The text is not in the language.</exception>
    public static IReadOnlyList<RuleSyntax> Read(RuleFile file)
    {
        var rules = new List<RuleSyntax>();
        foreach ((int line, string text) in Rules(file)) rules.Add(ReadRule(new RuleFile(file.Name, text), line));
        return rules;
    }

    /// <summary>Reads one rule, which has some lines of its file above it.</summary>
    /// <exception cref="RuleException">The text is no rule.</exception>
    public static RuleSyntax ReadRule(RuleFile rule, int linesAbove) => ReadAll(AnyRule, rule, linesAbove) with { LinesAbove = linesAbove };

    /// <summary>Reads the left side of a rule whose partials stand elsewhere.</summary>
    /// <exception cref="RuleException">The text is no left side.</exception>
    public static DerivativeSyntax ReadHead(RuleFile head) => ReadAll(Left, head, 0);

    /// <summary>Reads a partial that stands alone, with the terms that it names.</summary>
    /// <exception cref="RuleException">The text is no partial.</exception>
    public static (PartialSyntax Partial, IReadOnlyList<DefinitionSyntax> Definitions) ReadPartial(RuleFile partial) => ReadAll(Single, partial, 0);

    private static T ReadAll<T>(Parser<T> parser, RuleFile file, int linesAbove)
    {
        if (file.Text.Length > RuleLimits.Rule)
            throw new RuleException(file.Name, linesAbove + 1, 1, Limit("a rule of at most {0} characters, found {1}", RuleLimits.Rule, file.Text.Length));
        depth = 0;
        try
        {
            IResult<T> result = parser(new Input(file.Text));
            return result.WasSuccessful ? result.Value : throw Unexpected(file, linesAbove, result);
        }
        catch (NestingException nesting)
        {
            throw new RuleException(file.Name, linesAbove + nesting.At.Line, nesting.At.Column, Limit("at most {0} terms inside each other", RuleLimits.Nesting));
        }
    }

    private static string Limit(string expected, params object[] numbers) => "expected " + string.Format(CultureInfo.InvariantCulture, expected, numbers);

    private static Parser<Term> Nested(Parser<Term> term) => input =>
    {
        if (depth >= 2 * RuleLimits.Nesting) throw new NestingException(new Place(input.Line, input.Column));
        depth++;
        try
        {
            return term(input);
        }
        finally
        {
            depth--;
        }
    };

    /// <summary>Cuts a file into its rules; comments become blanks so that columns stay.</summary>
    /// <exception cref="RuleException">An indented line belongs to no rule.</exception>
    public static IEnumerable<(int Line, string Text)> Rules(RuleFile file)
    {
        if (file.Text.Length > RuleLimits.File) throw new RuleException(file.Name, 1, 1, Limit("a file of at most {0} characters, found {1}", RuleLimits.File, file.Text.Length));
        string[] lines = file.Text.Replace("\r\n", "\n").Split('\n');
        int first = 0, last = 0, count = 0;
        var rule = new StringBuilder();
        for (int i = 0; i < lines.Length; i++)
        {
            int comment = lines[i].IndexOf('#');
            string line = (comment < 0 ? lines[i] : lines[i].Substring(0, comment)).TrimEnd();
            if (line.Length == 0) continue;
            if (char.IsWhiteSpace(line[0]))
            {
                if (rule.Length == 0) throw new RuleException(file.Name, i + 1, 1, "expected a rule at the left margin, found an indented line");
                rule.Append('\n', i - last).Append(line);
                last = i;
                continue;
            }

            if (rule.Length > 0) yield return (first, rule.ToString());
            if (++count > RuleLimits.Rules) throw new RuleException(file.Name, i + 1, 1, Limit("at most {0} rules in a file", RuleLimits.Rules));
            rule.Clear().Append(line);
            first = last = i;
        }

        if (rule.Length > 0) yield return (first, rule.ToString());
    }

    private static RuleException Unexpected<T>(RuleFile file, int line, IResult<T> result)
    {
        string text = file.Text;
        IInput rest = result.Remainder;
        string found = rest.AtEnd ? "the end of the rule" : "'" + RuleLimits.Short(text.Substring(rest.Position).Split(' ', '\n')[0]) + "'";
        string expected = string.Join(" or ", result.Expectations.Distinct());
        return new RuleException(file.Name, line + rest.Line, rest.Column, $"expected {expected}, found {found}");
    }

    private static Parser<RuleSyntax> Rewrite(bool isAlgebraic) =>
        from colon in Symbol(":")
        from head in AnyTerm
        from arrow in Symbol("=>")
        from replacement in AnyTerm
        from guard in Guard.XOptional()
        select new RewriteSyntax(isAlgebraic, head, replacement, guard.GetOrDefault());

    private static Parser<Term> Negation(string symbol, string primitive) =>
        from place in Here
        from sign in Symbol(symbol)
        from operand in Unary
        select new CallTerm(place, primitive, [operand]);

    private static Parser<Term> LeftToRight(Parser<Term> operand, params string[] operators)
    {
        Parser<(Place Place, string Text)> any = operators
            .Select(text => from place in Here from symbol in Symbol(text) select (place, symbol))
            .Aggregate((first, second) => first.Or(second));
        return Parse.XChainOperator(any, operand, (symbol, left, right) => new CallTerm(symbol.Place, symbol.Text, [left, right]));
    }

    private static Parser<IReadOnlyList<T>> List<T>(Parser<T> item) =>
        from first in item
        from rest in Symbol(",").Then(_ => item).XMany()
        select (IReadOnlyList<T>)[first, .. rest];

    private static Parser<T> Lexeme<T>(Parser<T> parser) =>
        from value in parser
        from blank in Parse.WhiteSpace.Many()
        select value;

    /// <summary>The text as a whole or nothing; <c>=</c> alone is not the beginning of <c>=></c> or <c>==</c>.</summary>
    private static Parser<string> Symbol(string text) => Lexeme<string>(input =>
    {
        bool matches = string.CompareOrdinal(input.Source, input.Position, text, 0, text.Length) == 0;
        int next = input.Position + text.Length;
        bool continues = text is "=" or "!" && next < input.Source.Length && input.Source[next] is ('=' or '>');
        return matches && !continues ? Result.Success(text, Advanced(input, text.Length)) : Failure<string>(input, "'" + text + "'");
    });

    private static Parser<string> Keyword(string keyword) => Lexeme(Word(word => word == keyword)).Named("'" + keyword + "'");

    private static Parser<string> Word(Func<string, bool> accepts) => input =>
    {
        int end = input.Position;
        while (end < input.Source.Length && IsWordCharacter(input.Source[end], end == input.Position)) end++;
        string word = input.Source.Substring(input.Position, end - input.Position);
        return word.Length > 0 && accepts(word) ? Result.Success(word, Advanced(input, word.Length)) : Failure<string>(input);
    };

    private static bool IsWordCharacter(char c, bool isFirst) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (!isFirst && c is (>= '0' and <= '9') or '.');

    private static IInput Advanced(IInput input, int count)
    {
        for (int i = 0; i < count; i++) input = input.Advance();
        return input;
    }

    private static IResult<T> Failure<T>(IInput input, params string[] expected) => Result.Failure<T>(input, "unexpected text", expected);

    private static double ToDouble(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Too many terms stand inside each other.</summary>
    private sealed class NestingException(Place at) : Exception
    {
        public Place At => at;
    }
}
